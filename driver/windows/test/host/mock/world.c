/* SPDX-License-Identifier: Apache-2.0 */
/* The beginning and the end of a test's world, and how the mock says what was wrong. */
#include <execinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"

static const char *current = "(no test)";
static unsigned int fail_after;	/* atomic; calls until one is refused; 0: none is */
static bool failed;		/* atomic */

static void report(const char *format, va_list arguments)
{
	void *frames[32];

	fflush(stdout);
	fprintf(stderr, "FAIL  %s: ", current);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	backtrace_symbols_fd(frames, backtrace(frames, 32), STDERR_FILENO);
	_exit(3);
}

void mock_fail(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(format, arguments);
	va_end(arguments);
	abort();
}

void mock_require(bool held, const char *format, ...)
{
	va_list arguments;

	if (held)
		return;
	va_start(arguments, format);
	report(format, arguments);
	va_end(arguments);
}

void mock_fail_call(unsigned int n)
{
	__atomic_store_n(&failed, false, __ATOMIC_RELAXED);
	__atomic_store_n(&fail_after, n, __ATOMIC_RELAXED);
}

bool mock_failed(void)
{
	return __atomic_load_n(&failed, __ATOMIC_RELAXED);
}

bool mock_refused(void)
{
	unsigned int left = __atomic_load_n(&fail_after, __ATOMIC_RELAXED);

	while (left && !__atomic_compare_exchange_n(&fail_after, &left, left - 1, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		;
	if (left != 1)
		return false;
	__atomic_store_n(&failed, true, __ATOMIC_RELAXED);
	return true;
}

void mock_begin(const char *test)
{
	current = test;
	mock_paged_begin();
	mock_fail_call(0);
	mock_refuse_user_mode(false);
	mock_show_routines();
	mock_processes_begin();
}

void mock_require_nothing_left(void)
{
	mock_callbacks_require_none();
	mock_registry_require_none();
	mock_io_require_none();
	mock_threads_require_none();
	mock_pool_require_none();
}

void mock_end(void)
{
	mock_fail_call(0);
	mock_require_nothing_left();
	mock_processes_end();
	mock_objects_require_none();
	mock_paged_reset();
	mock_require(mock_cpu()->level == PASSIVE_LEVEL && !mock_cpu()->critical_regions, "a test ended at a raised level");
}
