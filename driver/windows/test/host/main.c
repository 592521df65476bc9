// SPDX-License-Identifier: Apache-2.0
/*
 * Runs the tests, or those whose names contain one of the arguments.
 *
 *     host_test [--seed N] [--threads] [NAME…]
 *
 * --threads: of these, those in which more than one thread is in the driver.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../../../linux/test/check.h"
#include "mock/mock.h"
#include "test.h"

#if defined(__SANITIZE_ADDRESS__)
/* What was freed is kept back for a while, to be caught when it is used; with the default's 256 MB, each large buffer is new memory. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "quarantine_size_mb=16";
}
#endif

#define TESTS_MAX 400
#define SECONDS_MAX 60	/* a test that waits for ever is one that fails */

static struct {
	const char *name;
	void (*run)(void);
	bool threads;
} tests[TESTS_MAX];
static int test_count;
static int failures;	/* of the test that runs; atomic */
static uint64_t seed;
static _Thread_local uint64_t state;

void test_register(const char *name, void (*run)(void), bool threads)
{
	if (test_count == TESTS_MAX)
		abort();
	tests[test_count].name = name;
	tests[test_count].threads = threads;
	tests[test_count++].run = run;
}

bool test_expect(bool held, const char *expression, const char *file, int line)
{
	if (!held && __atomic_add_fetch(&failures, 1, __ATOMIC_RELAXED) <= 20)
		printf("      %s:%d: not so: %s\n", file, line, expression);
	return held;
}

bool test_expect_equal(long long actual, long long expected, const char *expression, const char *file, int line)
{
	if (actual != expected && __atomic_add_fetch(&failures, 1, __ATOMIC_RELAXED) <= 20)
		printf("      %s:%d: %s: %lld (0x%llx), not %lld (0x%llx)\n", file, line, expression, actual,
		       (unsigned long long)actual, expected, (unsigned long long)expected);
	return actual == expected;
}

void test_random_begin(uint32_t stream)
{
	state = seed + ((uint64_t)stream << 32);
}

/* splitmix64 */
uint32_t test_random(void)
{
	uint64_t mixed = state += 0x9E3779B97F4A7C15;

	mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
	mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
	return (uint32_t)(mixed >> 31);
}

uint32_t test_random_below(uint32_t bound)
{
	return (uint32_t)((uint64_t)test_random() * bound >> 32);
}

static bool chosen(const char *name, char **wanted)
{
	if (!*wanted)
		return true;
	for (; *wanted; wanted++)
		if (strstr(name, *wanted))
			return true;
	return false;
}

static void too_long(int signal)
{
	static const char text[] = "FAIL  a test did not end\n";

	(void)signal;
	_exit(write(STDERR_FILENO, text, sizeof(text) - 1) < 0 ? 4 : 5);
}

int main(int count, char **arguments)
{
	bool threads_only;

	seed = (uint64_t)time(NULL);
	arguments++;
	if (count > 2 && !strcmp(*arguments, "--seed")) {
		seed = strtoull(arguments[1], NULL, 10);
		arguments += 2;
	}
	threads_only = *arguments && !strcmp(*arguments, "--threads");
	arguments += threads_only;
	signal(SIGALRM, too_long);
	printf("      seed %llu\n", (unsigned long long)seed);
	for (int test = 0; test < test_count; test++) {
		if ((threads_only && !tests[test].threads) || !chosen(tests[test].name, arguments))
			continue;
		failures = 0;
		test_random_begin(0);
		alarm(SECONDS_MAX);
		mock_begin(tests[test].name);
		tests[test].run();
		mock_end();
		check(!failures, "%s", tests[test].name);
	}
	return check_summary();
}
