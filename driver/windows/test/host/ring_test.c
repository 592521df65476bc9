// SPDX-License-Identifier: Apache-2.0
/* The ring by itself, against a list that cannot go wrong. */
#include <stdlib.h>

#include "ring.h"
#include "mock/mock.h"
#include "test.h"

#define CANARY 0x5A
#define NO_LIMIT MAXULONG

struct ring_world {
	RING ring;
	UCHAR *buffer;
};

static struct ring_world ring_of(ULONG size)
{
	struct ring_world world;

	/* A block of its own size, so that a byte beyond it is found. */
	world.buffer = malloc(size);
	memset(world.buffer, CANARY, size);
	RingInitialize(&world.ring, world.buffer, size);
	return world;
}

/* A record of this size whose bytes say which one it is. */
static struct prm_header *record_of(ULONG size, ULONG number)
{
	UCHAR *bytes = malloc(size);

	for (ULONG at = 0; at < size; at++)
		bytes[at] = (UCHAR)(number * 31 + at);
	((struct prm_header *)bytes)->size = size;
	return (struct prm_header *)bytes;
}

static bool put(RING *ring, ULONG size, ULONG number)
{
	struct prm_header *record = record_of(size, number);
	bool done = RingPut(ring, record);

	free(record);
	return done;
}

static bool is_record(const UCHAR *bytes, ULONG size, ULONG number)
{
	struct prm_header *record = record_of(size, number);
	bool same = !memcmp(bytes, record, size);

	free(record);
	return same;
}

TEST(ring_gives_back_what_was_put_in_order)
{
	struct ring_world world = ring_of(4096);
	UCHAR output[512];
	RING_TAKEN taken;

	EXPECT(put(&world.ring, 33, 1));
	EXPECT(put(&world.ring, 24, 2));
	EXPECT(put(&world.ring, 41, 3));
	EXPECT_EQUAL(RingWaitingBytes(&world.ring), 40 + 24 + 41);
	memset(output, CANARY, sizeof(output));
	taken = RingTake(&world.ring, output, sizeof(output), 0, NO_LIMIT);
	EXPECT_EQUAL(taken.Records, 3);
	EXPECT_EQUAL(taken.Bytes, 40 + 24 + 41);
	EXPECT(is_record(output, 33, 1));
	EXPECT(is_record(output + 40, 24, 2));
	EXPECT(is_record(output + 64, 41, 3));
	for (int at = 33; at < 40; at++)
		EXPECT_EQUAL(output[at], 0);
	EXPECT_EQUAL(output[105], CANARY);
	EXPECT_EQUAL(RingWaitingBytes(&world.ring), 0);
	free(world.buffer);
}

TEST(ring_refuses_what_does_not_fit_and_keeps_what_it_has)
{
	struct ring_world world = ring_of(4096);
	UCHAR output[4096];

	EXPECT(!put(&world.ring, 4097, 0));
	EXPECT(put(&world.ring, 4000, 1));
	EXPECT(!put(&world.ring, 97, 2));
	EXPECT(put(&world.ring, 96, 3));
	EXPECT(!put(&world.ring, 24, 4));
	EXPECT_EQUAL(RingWaitingBytes(&world.ring), 4096);
	EXPECT_EQUAL(RingTake(&world.ring, output, sizeof(output), 0, NO_LIMIT).Records, 2);
	EXPECT(is_record(output, 4000, 1));
	EXPECT(is_record(output + 4000, 96, 3));
	EXPECT(put(&world.ring, 4096, 5));
	EXPECT_EQUAL(RingTake(&world.ring, output, 4095, 0, NO_LIMIT).Records, 0);
	EXPECT_EQUAL(RingTake(&world.ring, output, 4096, 0, NO_LIMIT).Records, 1);
	EXPECT(is_record(output, 4096, 5));
	free(world.buffer);
}

TEST(ring_takes_one_record_whatever_the_limit_and_goes_on_where_it_stopped)
{
	struct ring_world world = ring_of(4096);
	UCHAR output[1024];
	RING_TAKEN taken;

	EXPECT(put(&world.ring, 100, 1));
	EXPECT(put(&world.ring, 100, 2));
	EXPECT(put(&world.ring, 100, 3));
	taken = RingTake(&world.ring, output, sizeof(output), 5, 1);
	EXPECT_EQUAL(taken.Records, 1);
	EXPECT_EQUAL(taken.Bytes, 3 + 100);
	EXPECT(is_record(output + 8, 100, 1));
	taken = RingTake(&world.ring, output, sizeof(output), 5 + taken.Bytes, NO_LIMIT);
	EXPECT_EQUAL(taken.Records, 2);
	EXPECT(is_record(output + 112, 100, 2));
	EXPECT(is_record(output + 216, 100, 3));
	free(world.buffer);
}

/*
 * Random sizes, lengths, offsets and limits: every byte that comes out is one that was put in, in order; nothing beyond what
 * was said to be written is touched; what waits is told to the byte.
 */
TEST(ring_agrees_with_a_list)
{
	enum { STEPS = 60000, MOST = 8192 };
	static ULONG sizes[STEPS];
	ULONG size = 8 * (8 + test_random_below(MOST / 8 - 8));
	struct ring_world world = ring_of(size);
	ULONG first = 0, last = 0, used = 0;

	for (int step = 0; step < STEPS; step++) {
		ULONG length, offset, limit, at, bytes, waiting;
		UCHAR *output;
		RING_TAKEN taken;

		if (test_random_below(3)) {
			ULONG record = 24 + test_random_below(test_random_below(8) ? 120 : size + 16);
			bool fits = RING_ALIGN(record) <= size - used;

			if (!EXPECT_EQUAL(put(&world.ring, record, last), fits))
				break;
			if (fits) {
				sizes[last++] = record;
				used += RING_ALIGN(record);
			}
			continue;
		}
		length = test_random_below(size + 64);
		offset = test_random_below(length + 1);
		limit = test_random_below(2) ? NO_LIMIT : 1 + test_random_below(size);
		output = malloc(length ? length : 1);
		memset(output, CANARY, length);
		taken = RingTake(&world.ring, output, length, offset, limit);
		at = offset;
		for (ULONG record = 0; record < taken.Records; record++) {
			if (!EXPECT(first < last) || !EXPECT(at - offset < limit) ||
			    !EXPECT(RING_ALIGN(at) + sizes[first] <= length))
				break;
			while (at % 8)
				EXPECT_EQUAL(output[at++], 0);
			if (!EXPECT(is_record(output + at, sizes[first], first)))
				break;
			at += sizes[first];
			used -= RING_ALIGN(sizes[first++]);
		}
		EXPECT_EQUAL(taken.Bytes, at - offset);
		/* It stopped for one of three reasons. */
		if (first < last && taken.Bytes < limit)
			EXPECT(RING_ALIGN(at) + sizes[first] > length);
		for (ULONG untouched = at; untouched < length; untouched++)
			if (!EXPECT_EQUAL(output[untouched], CANARY))
				break;
		for (ULONG untouched = 0; untouched < offset; untouched++)
			if (!EXPECT_EQUAL(output[untouched], CANARY))
				break;
		free(output);
		for (bytes = 0, waiting = first; waiting < last; waiting++)
			bytes = RING_ALIGN(bytes) + sizes[waiting];
		if (!EXPECT_EQUAL(RingWaitingBytes(&world.ring), bytes) || !EXPECT_EQUAL(world.ring.Records, last - first))
			break;
	}
	free(world.buffer);
}
