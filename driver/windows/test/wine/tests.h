/* SPDX-License-Identifier: Apache-2.0 */
/* What wine_test.c runs, in this order. Each leaves the driver running and without a session. */
#ifndef PRMONITOR_WINE_TESTS_H
#define PRMONITOR_WINE_TESTS_H

#include <windows.h>
#include <stdint.h>

#include "../../../linux/test/check.h"

/* Any image. */
void test_control(void);	/* codes, lengths, access */
void test_sessions(void);	/* what START takes and refuses, how many there are */
void test_handles(void);	/* whatever a caller may say is its event */
void test_image(const WCHAR *other_driver);	/* an event of Wine's own kernel */
void test_killed(uint64_t seed, unsigned int times);	/* TerminateProcess at any moment */
void test_unload(const WCHAR *other_driver, uint64_t seed, unsigned int times);
void test_random(uint64_t seed, unsigned int calls);

/* The test image. */
void test_fields(void);
void test_filters(void);
void test_portions(void);
void test_rate(void);
void test_overflow(void);

/* The process that test_killed kills: a client that never ends. */
int killed_client(const WCHAR *ready_event);

/* xorshift64*: the same numbers from the same seed everywhere. */
static inline uint64_t random_next(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545F4914F6CDD1Dull;
}

#endif
