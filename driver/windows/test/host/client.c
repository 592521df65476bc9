// SPDX-License-Identifier: Apache-2.0
#include "client.h"

#include <stdlib.h>

#define CANARY 0x5A

struct prm_start start_of(HANDLE event)
{
	return (struct prm_start){
		.control_version = PRM_CONTROL_VERSION,
		.types = ALL_TYPES,
		.event = (ULONG_PTR)event,
		.ring_bytes = PRM_RING_MIN,
	};
}

struct client client_open(void)
{
	struct client client = { .event = mock_event_new(EVENT_ALL_ACCESS) };

	EXPECT_EQUAL(mock_open(READ_WRITE, NULL, &client.file), STATUS_SUCCESS);
	return client;
}

NTSTATUS client_start(struct client *client, const struct prm_start *start)
{
	client->taken = 0;
	return mock_control(client->file, IOCTL_PRM_STARTHOOK, start, sizeof(*start), NULL, 0, NULL);
}

NTSTATUS client_stop(struct client *client)
{
	return mock_control(client->file, IOCTL_PRM_STOPHOOK, NULL, 0, NULL, 0, NULL);
}

struct client client_begin_with(const struct prm_start *wanted)
{
	struct prm_start start = *wanted;
	struct client client;

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	client = client_open();
	start.event = (ULONG_PTR)client.event;
	EXPECT_EQUAL(client_start(&client, &start), STATUS_SUCCESS);
	return client;
}

struct client client_begin(void)
{
	struct prm_start start = start_of(NULL);

	return client_begin_with(&start);
}

void client_end(struct client *client)
{
	mock_close(client->file);
	mock_close_handle(client->event);
}

void client_end_all(struct client *client)
{
	client_end(client);
	mock_driver_unload();
}

/* Every byte of a batch by the contract. */
static void check_batch(struct batch *batch)
{
	ULONG at = sizeof(batch->header), records = 0;

	memcpy(&batch->header, batch->bytes, sizeof(batch->header));
	EXPECT_EQUAL(batch->written, sizeof(batch->header) + batch->header.bytes);
	while (at < batch->written) {
		struct prm_header header;

		while (at % 8)
			if (!EXPECT_EQUAL(batch->bytes[at++], 0))
				return;
		if (!EXPECT(batch->written - at >= sizeof(header)))
			return;
		memcpy(&header, batch->bytes + at, sizeof(header));
		if (!EXPECT(header.size >= sizeof(header) && header.size <= PRM_WINDOWS_RECORD_MAX) ||
		    !EXPECT(header.size <= batch->written - at) || !EXPECT_EQUAL(header.version, PRM_WIRE_VERSION))
			return;
		at += header.size;
		records++;
	}
	EXPECT_EQUAL(records, batch->header.records);
	for (; at < batch->length; at++)
		if (!EXPECT_EQUAL(batch->bytes[at], CANARY))
			return;
}

struct batch client_take(struct client *client, ULONG length)
{
	struct batch batch = { .bytes = malloc(length ? length : 1), .length = length };

	memset(batch.bytes, CANARY, length);
	batch.status = mock_control(client->file, IOCTL_PRM_GETINFO, NULL, 0, batch.bytes, length, &batch.written);
	if (batch.status == STATUS_SUCCESS) {
		check_batch(&batch);
		client->taken += batch.header.records;
	}
	return batch;
}

const struct prm_header *batch_next(struct batch *batch)
{
	const struct prm_header *record;

	if (!batch->at)
		batch->at = sizeof(batch->header);
	batch->at = (batch->at + 7) & ~7u;
	if (batch->status != STATUS_SUCCESS || batch->at >= batch->written)
		return NULL;
	record = (const struct prm_header *)(batch->bytes + batch->at);
	batch->at += record->size;
	return record;
}

void batch_free(struct batch *batch)
{
	free(batch->bytes);
}

uint64_t client_drain(struct client *client)
{
	uint64_t before = client->taken;

	for (bool more = true; more;) {
		struct batch batch = client_take(client, PRM_RING_MIN);

		more = EXPECT_EQUAL(batch.status, STATUS_SUCCESS) && batch.header.waiting_records;
		batch_free(&batch);
	}
	return client->taken - before;
}

const void *client_take_one(struct client *client, enum prm_type type, struct batch *batch)
{
	const struct prm_header *record;

	*batch = client_take(client, PRM_RING_MIN);
	record = batch_next(batch);
	if (!EXPECT_EQUAL(batch->status, STATUS_SUCCESS) || !EXPECT_EQUAL(batch->header.records, 1) || !EXPECT(record != NULL) ||
	    !EXPECT_EQUAL(record->type, type))
		return NULL;
	return record;
}

struct prm_statistics client_statistics(struct client *client)
{
	struct prm_statistics statistics;
	ULONG written;

	memset(&statistics, CANARY, sizeof(statistics));
	EXPECT_EQUAL(mock_control(client->file, IOCTL_PRM_STATS, NULL, 0, &statistics, sizeof(statistics), &written), STATUS_SUCCESS);
	EXPECT_EQUAL(written, sizeof(statistics));
	EXPECT_EQUAL(statistics.reserved, 0);
	return statistics;
}

void expect_books(struct client *client)
{
	struct prm_statistics statistics = client_statistics(client);

	EXPECT_EQUAL(statistics.seen, statistics.delivered + statistics.lost + statistics.waiting_records);
	EXPECT_EQUAL(statistics.delivered, client->taken);
}

/* An image of the process that runs; its path is as long as wanted. */
void happen(ULONG text_bytes)
{
	static const WCHAR letters[32768] = { [0 ... 32767] = L'p' };
	size_t mark = mock_paged_mark();
	UNICODE_STRING path = mock_paged_text(letters, text_bytes);
	IMAGE_INFO information = { .ImageBase = (PVOID)0x7FF000000000ull, .ImageSize = 0x1000 };

	EXPECT_EQUAL(mock_image_loaded(&path, HandleToULong(PsGetCurrentProcessId()), &information), 1);
	mock_paged_release(mark);
}

void happen_often(unsigned int count)
{
	while (count--)
		happen(64);
}

bool is_text(const void *bytes, size_t length, const WCHAR *expected)
{
	size_t characters = 0;

	while (expected[characters])
		characters++;
	return length == characters * sizeof(WCHAR) && !memcmp(bytes, expected, length);
}
