/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A test is a function, named after what it shows, in a world of its own: a kernel without the driver, an administrator's
 * process with the id 1000. When it returns, nothing may be left of anything.
 */
#ifndef HOST_TEST_H
#define HOST_TEST_H

#include <stdbool.h>
#include <stdint.h>

void test_register(const char *name, void (*run)(void), bool threads);

#define TEST_(name, threads) \
	static void name(void); \
	__attribute__((constructor)) static void register_##name(void) \
	{ \
		test_register(#name, name, threads); \
	} \
	static void name(void)

#define TEST(name) TEST_(name, false)
/* More than one thread is in the driver: run again under ThreadSanitizer. */
#define TEST_WITH_THREADS(name) TEST_(name, true)

/* Both go on; the test has failed. Returns whether it held. */
bool test_expect(bool held, const char *expression, const char *file, int line);
bool test_expect_equal(long long actual, long long expected, const char *expression, const char *file, int line);

#define EXPECT(expression) test_expect(expression, #expression, __FILE__, __LINE__)
#define EXPECT_EQUAL(actual, expected) \
	test_expect_equal((long long)(actual), (long long)(expected), #actual " == " #expected, __FILE__, __LINE__)

/* The seed of the whole run, which is printed; --seed takes it back. Each test's sequence depends on it and on nothing else. */
void test_random_begin(uint32_t stream);	/* of another thread than the test's own, whose is 0 */
uint32_t test_random(void);
uint32_t test_random_below(uint32_t bound);

#endif
