// SPDX-License-Identifier: Apache-2.0
/*
 * The reference of 'prmonitor bench kernel': the shortest honest reader in C, on libbpf's ring_buffer. It makes a ring and
 * books as prmonitor.bpf.c declares them, which the bench's program then fills, and looks at every record as the wire contract
 * asks: its length is checked, its type and its process are read. It keeps nothing.
 *
 *	reader RING_BYTES LINGER_MS LATENCIES FILE
 *
 * says "ready VERSION" and then, for every feed, "end RECEIVED LOST" when its last record has come. Where LATENCIES is not 0 it
 * notes of so many records how long they took from the kernel's time stamp to here, and before that line writes them to FILE:
 * nanoseconds, 32 bits each. Ends when its standard input does.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/types.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "prmonitor_wire.h"
#include "prmonitor_linux.h"
#include "feed.h"

#define IDLE_MS 100
#define END_OF_FEED (PRM_FEED_FIRST_PROCESS + PRM_FEED_PROCESSES)

struct record {
	struct prm_header header;
	struct prm_subject subject;
};

struct reader {
	const struct prm_counters *books;
	const char *file;
	uint32_t *latencies;
	uint64_t latencies_max;
	uint64_t noted;
	uint64_t received;
	uint64_t lost_before;
};

static void require(_Bool done, const char *what)
{
	if (!done) {
		fprintf(stderr, "reader: %s: %s\n", what, strerror(errno));
		exit(1);
	}
}

static uint64_t boot_nanos(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

static void end_feed(struct reader *reader)
{
	uint64_t lost = *(volatile __u64 *)&reader->books->lost;

	if (reader->latencies_max) {
		FILE *file = fopen(reader->file, "wb");

		require(file && fwrite(reader->latencies, sizeof(uint32_t), reader->noted, file) == reader->noted && !fclose(file),
			reader->file);
	}
	printf("end %llu %llu\n", (unsigned long long)reader->received, (unsigned long long)(lost - reader->lost_before));
	fflush(stdout);
	reader->lost_before = lost;
	reader->received = 0;
	reader->noted = 0;
}

static int take(void *context, void *data, size_t size)
{
	struct reader *reader = context;
	const struct record *record = data;

	if (size < sizeof(*record) || record->header.size != size || record->header.version != PRM_WIRE_VERSION ||
	    (record->header.type != PRM_PROCESS_STARTED && record->header.type != PRM_PROCESS_EXITED)) {
		fprintf(stderr, "reader: this is no record\n");
		exit(1);
	}
	if (record->subject.process_id == END_OF_FEED) {
		end_feed(reader);
		return 0;
	}
	reader->received++;
	if (reader->noted < reader->latencies_max) {
		uint64_t latency = boot_nanos() - record->header.time;

		reader->latencies[reader->noted++] = latency < UINT32_MAX ? latency : UINT32_MAX;
	}
	return 0;
}

static _Bool is_input_open(void)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

	return poll(&input, 1, 0) == 0;
}

/* As a reader that lets bursts gather: waits for the first record, sleeps, takes all that is there. */
static int consume_after(struct ring_buffer *ring, int linger_ms)
{
	struct pollfd ready = { .fd = ring_buffer__epoll_fd(ring), .events = POLLIN };
	int count = poll(&ready, 1, IDLE_MS);

	if (count <= 0)
		return count;
	usleep(linger_ms * 1000);
	return ring_buffer__consume(ring);
}

int main(int argc, char **argv)
{
	LIBBPF_OPTS(bpf_map_create_opts, mappable, .map_flags = BPF_F_MMAPABLE);
	struct reader reader = {};
	struct ring_buffer *ring;
	int ring_map, books_map, linger_ms;

	if (argc != 5) {
		fprintf(stderr, "usage: reader RING_BYTES LINGER_MS LATENCIES FILE\n");
		return 2;
	}
	linger_ms = atoi(argv[2]);
	reader.latencies_max = strtoull(argv[3], NULL, 10);
	reader.file = argv[4];
	if (reader.latencies_max) {
		reader.latencies = calloc(reader.latencies_max, sizeof(uint32_t));
		require(reader.latencies != NULL, "calloc");
		/* Touched now, not while it is measured. */
		memset(reader.latencies, 1, reader.latencies_max * sizeof(uint32_t));
	}
	ring_map = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "prm_ring", 0, 0, strtoul(argv[1], NULL, 10), NULL);
	require(ring_map >= 0, "cannot make the ring");
	books_map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "prm_counters", sizeof(__u32), sizeof(struct prm_counters), 1, &mappable);
	require(books_map >= 0, "cannot make the books");
	reader.books = mmap(NULL, sizeof(*reader.books), PROT_READ, MAP_SHARED, books_map, 0);
	require(reader.books != MAP_FAILED, "cannot map the books");
	ring = ring_buffer__new(ring_map, take, &reader, NULL);
	require(ring != NULL, "cannot map the ring");
	printf("ready %s\n", libbpf_version_string());
	fflush(stdout);
	while (1) {
		int count = linger_ms ? consume_after(ring, linger_ms) : ring_buffer__poll(ring, IDLE_MS);

		require(count >= 0 || count == -EINTR, "cannot read the ring");
		if (count == 0 && !is_input_open())
			return 0;
	}
}
