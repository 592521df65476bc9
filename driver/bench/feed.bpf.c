// SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0
/*
 * Fills a real ring with records as prmonitor.bpf.c makes them, when it is told to (BPF_PROG_TEST_RUN, Linux 5.14): half of
 * them starts with a command line of four words, half of them exits. For the bench alone; no bundle that is shipped has it.
 *
 * The loader puts the ring and the books of a session in the place of prm_ring and prm_counters: whoever reads that ring cannot
 * tell these records from others. They are seen, stored and lost in the same books, and wake the reader in the same way.
 */
#include "../linux/program.h"
#include "feed.h"

#define IMAGE		"/usr/bin/python3.11"
#define ARGUMENTS	"python3.11\0/opt/fleet/worker.py\0--job=########\0--verbose=yes"
#define IMAGE_LENGTH	(sizeof(IMAGE) - 1)
#define JOB_OFFSET	(IMAGE_LENGTH + sizeof("python3.11") + sizeof("/opt/fleet/worker.py") + sizeof("--job=") - 1)

struct prm_feed_started {
	struct prm_process_started started;
	__u8 variable[IMAGE_LENGTH + sizeof(ARGUMENTS)];
};

_Static_assert(sizeof(struct prm_feed_started) == 160, "no padding: it would be part of the record");

/* All that is the same in every start, to be copied eight bytes at a time. */
static const struct prm_feed_started start = {
	.started = {
		.header = { .size = sizeof(start), .type = PRM_PROCESS_STARTED, .version = PRM_WIRE_VERSION },
		.subject = { .user_id = 1000, .group_id = 1000, .session_id = PRM_FEED_FIRST_PROCESS },
		.parent = { .process_id = PRM_FEED_FIRST_PROCESS },
		.image_length = IMAGE_LENGTH,
		.arguments_length = sizeof(ARGUMENTS),
	},
	.variable = IMAGE ARGUMENTS,
};

static __always_inline void fill_who(struct prm_subject *subject, struct prm_parent *parent, __u32 process_id, __u64 start_time)
{
	subject->start_time = start_time;
	subject->process_id = process_id;
	subject->thread_id = process_id;
	parent->start_time = start_time;
}

static __always_inline _Bool feed_started(struct prm_counters *books, __u32 process_id, __u64 start_time)
{
	struct prm_feed_started *record = bpf_ringbuf_reserve(&prm_ring, sizeof(*record), 0);
	__u8 *job;
	int digit;

	if (!record)
		return 0;
	*record = start;
	fill_header(&record->started.header, books, PRM_PROCESS_STARTED, sizeof(*record));
	fill_who(&record->started.subject, &record->started.parent, process_id, start_time);
	/* No two command lines are the same, as few are. */
	job = record->variable + JOB_OFFSET;
	for (digit = 0; digit < 8; digit++)
		job[digit] = 'a' + (process_id >> 4 * digit & 0xf);
	bpf_ringbuf_submit(record, 0);
	return 1;
}

static __always_inline _Bool feed_exited(struct prm_counters *books, __u32 process_id, __u64 start_time)
{
	struct prm_process_exited *record = bpf_ringbuf_reserve(&prm_ring, sizeof(*record), 0);

	if (!record)
		return 0;
	/* A start's first 80 bytes are an exit's, but for the lengths, which are zeroed with the status. */
	__builtin_memcpy(record, &start, sizeof(*record));
	fill_header(&record->header, books, PRM_PROCESS_EXITED, sizeof(*record));
	fill_who(&record->subject, &record->parent, process_id, start_time);
	record->status = 0;
	record->reserved = 0;
	bpf_ringbuf_submit(record, 0);
	return 1;
}

SEC("syscall")
int prm_feed(struct prm_feed *feed)
{
	__u64 event = feed->event, start_time = feed->start_time, count = feed->count, stored = 0;
	struct prm_counters *books = counters();
	__u32 index;

	if (!books)
		return 0;
	for (index = 0; index < PRM_FEED_BATCH_MAX && index < count; index++, event++) {
		__u32 process_id = PRM_FEED_FIRST_PROCESS + (event >> 1 & PRM_FEED_PROCESSES);

		count_seen(books);
		if (event & 1 ? feed_exited(books, process_id, start_time) : feed_started(books, process_id, start_time))
			stored++;
		else
			count_lost(books);
	}
	feed->stored = stored;
	return 0;
}
