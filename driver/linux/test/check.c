// SPDX-License-Identifier: Apache-2.0
#include "check.h"

#include <stdarg.h>
#include <stdio.h>

static unsigned int counts[2];

void check(bool passed, const char *format, ...)
{
	va_list arguments;

	counts[passed]++;
	fputs(passed ? "PASS  " : "FAIL  ", stdout);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	fflush(stdout);
}

int check_summary(void)
{
	printf("%u passed, %u failed\n", counts[true], counts[false]);
	return counts[false] ? 1 : 0;
}
