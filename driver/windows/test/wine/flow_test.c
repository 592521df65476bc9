// SPDX-License-Identifier: Apache-2.0
/* Many events: at a rate that has to pass without a loss, and at one that cannot. */
#include <stdio.h>

#include "inject.h"
#include "tests.h"

#define IMAGE L"\\??\\C:\\Windows\\System32\\storm.exe"
#define COMMAND L"storm.exe --event"
#define PATIENCE_MS 30000u

static struct prm_inject storm(ULONG count)
{
	return (struct prm_inject) { .type = PRM_PROCESS_STARTED, .count = count, .process_id = 1000, .parent_id = 999,
				     .creator_id = 999, .thread_id = 1001 };
}

/* What a reader has seen of a storm. */
struct flow {
	uint64_t taken, batches, waits;
	uint64_t out_of_order;	/* not the number after the last one's */
	uint64_t backwards;	/* a time before the last one's */
	uint64_t lost;		/* as the last header says */
	uint64_t last_time;
	bool sound;
};

static void flow_take(struct flow *flow, HANDLE device)
{
	const struct prm_header *header;
	struct batch batch;

	do {
		batch_take(&batch, device);
		flow->batches++;
		while ((header = batch_next(&batch))) {
			flow->out_of_order += injected_number(header) != (int64_t)flow->taken;
			flow->backwards += header->time < flow->last_time;
			flow->last_time = header->time;
			flow->lost = header->lost;
			flow->taken++;
		}
		flow->sound = flow->sound && batch.sound && !batch.status;
	} while (flow->sound && batch.head.waiting_records);
}

void test_rate(void)
{
	const ULONG rate = 20000, seconds = 10;
	HANDLE opened = device(), injector = device(), event = event_new();
	struct flow flow = { .sound = true };
	struct prm_statistics books;
	ULONGLONG began, took;

	/* Images of the kernel: whose a process's event is takes seven calls to find out, and each is a round trip in Wine. */
	const struct prm_inject images = { .type = PRM_IMAGE_LOADED, .count = rate * seconds, .rate = rate, .image_size = 4096 };

	if (session_start(opened, event, EVERY_TYPE, PRM_RING_MAX / 16))
		fatal("a session begins");
	began = GetTickCount64();
	CHECK(!inject(injector, images, IMAGE, L"", NULL, 0), "rate: %lu events a second, for %lu s", rate, seconds);
	while (flow.sound && flow.taken < rate * seconds && WaitForSingleObject(event, PATIENCE_MS) == WAIT_OBJECT_0) {
		flow.waits++;
		flow_take(&flow, opened);
	}
	took = GetTickCount64() - began;
	books = statistics(opened);
	CHECK(flow.sound && flow.taken == rate * seconds, "rate: %llu records in %llu.%llu s, %llu batches, %llu waits", flow.taken,
	      took / 1000, took / 100 % 10, flow.batches, flow.waits);
	CHECK(!flow.lost && !books.lost, "rate: %llu lost", books.lost);
	CHECK(!flow.out_of_order && !flow.backwards, "rate: in order, and no time goes back");
	CHECK(books.seen == rate * seconds && books.delivered == books.seen && !books.waiting_records, "rate: the books close");
	session_stop(opened);
	CloseHandle(injector);
	CloseHandle(opened);
	CloseHandle(event);
}

static bool books_close(const struct prm_statistics *books)
{
	return books->seen == books->delivered + books->lost + books->waiting_records;
}

static bool seen_becomes(HANDLE device, uint64_t seen)
{
	ULONGLONG end = GetTickCount64() + PATIENCE_MS;
	bool closed = true;

	while (statistics(device).seen < seen && GetTickCount64() < end) {
		struct prm_statistics books = statistics(device);

		closed = closed && books_close(&books);
	}
	return closed && statistics(device).seen == seen;
}

void test_overflow(void)
{
	const ULONG count = 40000;
	HANDLE opened = device(), injector = device(), other = device(), event = event_new(), other_event = event_new();
	struct flow flow = { .sound = true };
	struct prm_statistics books;
	struct prm_batch head = { 0 };
	struct batch batch;
	const struct prm_header *header;
	ULONG_PTR information;

	if (session_start(opened, event, PROCESS_TYPES, PRM_RING_MIN) || session_start(other, other_event, PROCESS_TYPES, PRM_RING_MAX))
		fatal("sessions begin");
	CHECK(!inject(injector, storm(count), IMAGE, COMMAND, NULL, 0) && seen_becomes(opened, count),
	      "overflow: %lu events into a ring of %u KB, its books closed at every look", count, PRM_RING_MIN >> 10);
	books = statistics(opened);
	CHECK(books.lost && books.waiting_records && !books.delivered && books_close(&books),
	      "overflow: %llu seen = %llu delivered + %llu lost + %llu waiting", books.seen, books.delivered, books.lost,
	      books.waiting_records);
	CHECK(control(opened, IOCTL_PRM_GETINFO, NULL, 0, &head, sizeof(head), &information) == STATUS_BUFFER_TOO_SMALL && !information &&
	      statistics(opened).waiting_records == books.waiting_records,
	      "overflow: an output without room for the first record is refused, and nothing is lost by it");
	flow_take(&flow, opened);
	CHECK(flow.sound && flow.taken == books.waiting_records && !flow.out_of_order && !flow.lost,
	      "overflow: the %llu oldest were kept, in order, and know of no loss", flow.taken);

	CHECK(WaitForSingleObject(event, 0) == WAIT_OBJECT_0 && WaitForSingleObject(event, 0) == WAIT_TIMEOUT,
	      "overflow: the event was set once");
	CHECK(!inject(injector, storm(1), IMAGE, L"storm.exe after 7", NULL, 0) &&
	      WaitForSingleObject(event, PATIENCE_MS) == WAIT_OBJECT_0, "overflow: and is set again by the next one");
	batch_take(&batch, opened);
	header = batch_next(&batch);
	CHECK(header && injected_number(header) == 7 && header->lost == books.lost && batch.head.lost == books.lost,
	      "overflow: which says that %llu are missing before it", header ? header->lost : 0);
	books = statistics(opened);
	CHECK(books.seen == count + 1 && books.delivered == flow.taken + 1 && !books.waiting_records && books_close(&books),
	      "overflow: %llu seen = %llu delivered + %llu lost", books.seen, books.delivered, books.lost);
	books = statistics(other);
	CHECK(books.seen == count + 1 && !books.lost, "overflow: another session, with a larger ring, has lost nothing");
	session_stop(opened);
	session_stop(other);
	CloseHandle(other);
	CloseHandle(injector);
	CloseHandle(opened);
	CloseHandle(event);
	CloseHandle(other_event);
}
