// SPDX-License-Identifier: Apache-2.0
/*
 * Runs the tests, or those whose names contain one of the arguments.
 *
 *     host_test [--seed N] [NAME…]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../../../linux/test/check.h"
#include "mock/mock.h"
#include "test.h"

#define TESTS_MAX 400
#define SECONDS_MAX 120	/* a test that waits for ever is one that fails */

static struct {
	const char *name;
	void (*run)(void);
} tests[TESTS_MAX];
static int test_count;
static int failures;	/* of the test that runs; atomic */
static uint64_t seed;
static _Thread_local uint64_t state;

void test_register(const char *name, void (*run)(void))
{
	if (test_count == TESTS_MAX)
		abort();
	tests[test_count].name = name;
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

int main(int count, char **arguments)
{
	seed = (uint64_t)time(NULL);
	arguments++;
	if (count > 2 && !strcmp(*arguments, "--seed")) {
		seed = strtoull(arguments[1], NULL, 10);
		arguments += 2;
	}
	printf("      seed %llu\n", (unsigned long long)seed);
	for (int test = 0; test < test_count; test++) {
		if (!chosen(tests[test].name, arguments))
			continue;
		failures = 0;
		state = seed;
		alarm(SECONDS_MAX);
		mock_begin(tests[test].name);
		tests[test].run();
		mock_end();
		check(!failures, "%s", tests[test].name);
	}
	return check_summary();
}
