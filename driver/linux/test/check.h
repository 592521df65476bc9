/* SPDX-License-Identifier: Apache-2.0 */
/* One line for each check, PASS or FAIL, and a count at the end. */
#ifndef PRMONITOR_CHECK_H
#define PRMONITOR_CHECK_H

#include <stdbool.h>

/* As check(), but what is printed is evaluated after what is checked: it is often what that has written. */
#define CHECK(condition, ...)				\
	do {						\
		bool condition_held = (condition);	\
							\
		check(condition_held, __VA_ARGS__);	\
	} while (0)

void check(bool passed, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Prints the count and gives the program's exit status. */
int check_summary(void);

#endif
