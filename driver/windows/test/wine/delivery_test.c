// SPDX-License-Identifier: Apache-2.0
/* Which events reach which session, and in which portions GETINFO gives them. */
#include <stdio.h>
#include <string.h>

#include "inject.h"
#include "tests.h"

#define PATIENCE_MS 10000u

struct wish {
	const char *what;
	ULONG types, filter, process_id;
	uint64_t seen;	/* of the four events below */
	HANDLE device;
};

static NTSTATUS wish_start(struct wish *wish, HANDLE event)
{
	struct prm_start start = { .control_version = PRM_CONTROL_VERSION, .types = wish->types, .event = (ULONG_PTR)event,
				   .ring_bytes = PRM_RING_MIN, .filter = wish->filter, .process_id = wish->process_id };

	wish->device = device();
	return control(wish->device, IOCTL_PRM_STARTHOOK, &start, sizeof(start), NULL, 0, NULL);
}

/* Each injection has a thread of its own, so that they come in order only when each is waited for. */
static void inject_and_wait(HANDLE device, HANDLE event, ULONG type, ULONG process_id)
{
	if (inject(device, (struct prm_inject) { .type = type, .count = 1, .process_id = process_id }, L"", L"", NULL, 0) ||
	    WaitForSingleObject(event, PATIENCE_MS) != WAIT_OBJECT_0)
		fatal("an event is injected");
}

void test_filters(void)
{
	struct wish wishes[] = {
		{ .what = "every type", .types = EVERY_TYPE, .seen = 4 },
		{ .what = "exits alone", .types = PRM_TYPE_MASK(PRM_PROCESS_EXITED), .seen = 2 },
		{ .what = "starts of 100 alone", .types = PRM_TYPE_MASK(PRM_PROCESS_STARTED), .filter = PRM_ONLY_PROCESS, .process_id = 100,
		  .seen = 1 },
		{ .what = "all without 100", .types = EVERY_TYPE, .filter = PRM_WITHOUT_PROCESS, .process_id = 100, .seen = 2 },
		{ .what = "all without 300", .types = EVERY_TYPE, .filter = PRM_WITHOUT_PROCESS, .process_id = 300, .seen = 4 },
		{ .what = "a type that is not there", .types = PRM_TYPE_MASK(PRM_REGISTRY_CHANGED), .seen = 0 },
	};
	HANDLE event = event_new(), unheard = event_new();

	for (size_t i = 0; i < ARRAYSIZE(wishes); i++)
		if (wish_start(&wishes[i], i ? unheard : event))
			fatal("a session begins");
	for (ULONG id = 100; id <= 200; id += 100)
		for (ULONG type = PRM_PROCESS_STARTED; type <= PRM_PROCESS_EXITED; type += PRM_PROCESS_EXITED - PRM_PROCESS_STARTED) {
			struct batch batch;

			inject_and_wait(wishes[0].device, event, type, id);
			batch_take(&batch, wishes[0].device);	/* so that the next one is signalled */
		}
	for (size_t i = 0; i < ARRAYSIZE(wishes); i++) {
		/* The sessions are served in turn, perhaps after the first one's signal. */
		ULONGLONG end = GetTickCount64() + PATIENCE_MS;
		struct prm_statistics books;

		do
			books = statistics(wishes[i].device);
		while (books.seen < wishes[i].seen && GetTickCount64() < end);
		CHECK(books.seen == wishes[i].seen && !books.lost, "filters: %s: %llu of 4 events", wishes[i].what, books.seen);
		CloseHandle(wishes[i].device);
	}
	CloseHandle(event);
	CloseHandle(unheard);
}

/* Puts records of an exit into the ring, all of one size, and gives how far they lie from one another. */
static ULONG fill(HANDLE opened, HANDLE event, ULONG count)
{
	ULONGLONG end = GetTickCount64() + PATIENCE_MS;
	struct prm_statistics books;

	if (session_start(opened, event, PROCESS_TYPES, PRM_RING_MIN) ||
	    inject(opened, (struct prm_inject) { .type = PRM_PROCESS_EXITED, .count = count, .process_id = 4 }, L"", L"", NULL, 0))
		fatal("events are injected");
	do
		books = statistics(opened);
	while (books.seen < count && GetTickCount64() < end);
	CHECK(books.waiting_records == count && !books.lost, "portions: %llu records wait", books.waiting_records);
	return (ULONG)(books.waiting_bytes / count + 7) & ~7u;
}

void test_portions(void)
{
	enum { COUNT = 10 };
	static uint8_t output[65536];
	HANDLE opened = device(), event = event_new();
	ULONG step = fill(opened, event, COUNT), taken = 0;
	struct prm_batch head;
	ULONG_PTR information;

	/* Room for none, too little for one, for one, too little for three, and for all that are left. */
	const struct { ULONG room, records; } portions[] = {
		{ 0, 0 }, { step - 8, 0 }, { step, 1 }, { 3 * step - 8, 2 }, { 8 * step, 7 },
	};
	for (size_t i = 0; i < ARRAYSIZE(portions); i++) {
		NTSTATUS status;

		memset(output, 0xCC, sizeof(output));
		status = control(opened, IOCTL_PRM_GETINFO, NULL, 0, output, sizeof(head) + portions[i].room, &information);
		memcpy(&head, output, sizeof(head));
		taken += portions[i].records;
		if (!portions[i].records)
			CHECK(status == STATUS_BUFFER_TOO_SMALL && !information && output[0] == 0xCC,
			      "portions: room for %lu bytes of records every %lu: refused, nothing written", portions[i].room, step);
		else
			CHECK(!status && head.records == portions[i].records && head.waiting_records == COUNT - taken &&
			      information == sizeof(head) + head.bytes && head.bytes <= portions[i].room && output[information] == 0xCC,
			      "portions: room for %lu bytes: %u whole records, %u wait", portions[i].room, head.records,
			      head.waiting_records);
	}
	session_stop(opened);
	CloseHandle(opened);
	CloseHandle(event);
}
