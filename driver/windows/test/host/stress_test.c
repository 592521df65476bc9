// SPDX-License-Identifier: Apache-2.0
/* Callbacks on several threads, clients that come and go on others, and the driver's end under load. */
#include <sched.h>
#include <stdlib.h>

#include "client.h"
#include "load.h"

/* A client that sees everything: what it gets is in order, and what it does not get is counted. */
struct reader {
	struct client client;
	ULONG output;		/* bytes of each GETINFO's */
	unsigned int expected;	/* events in all */
	unsigned int next[WATCHERS];
	uint64_t missing;	/* by the gaps in the events' numbers */
	void *thread;
};

static void take_batch(struct reader *reader, struct batch *batch)
{
	const struct prm_header *record;
	unsigned int watcher, number;
	uint64_t lost = 0;

	while ((record = batch_next(batch)) && load_tag_of(record, &watcher, &number)) {
		if (!EXPECT(number >= reader->next[watcher]))
			return;
		reader->missing += number - reader->next[watcher];
		reader->next[watcher] = number + 1;
		EXPECT(record->lost >= lost);
		lost = record->lost;
	}
}

static void read_all(void *argument)
{
	struct reader *reader = argument;
	struct prm_statistics statistics;

	for (;;) {
		struct batch batch = client_take(&reader->client, reader->output);
		bool empty = !batch.header.waiting_records;

		EXPECT_EQUAL(batch.status, STATUS_SUCCESS);
		take_batch(reader, &batch);
		batch_free(&batch);
		if (!empty)
			continue;
		statistics = client_statistics(&reader->client);
		if (statistics.seen == reader->expected && !statistics.waiting_records)
			break;
		/* A signal that got lost would be a wait for nothing. */
		if (!EXPECT(mock_event_wait(reader->client.event, 20000)))
			break;
	}
}

TEST_WITH_THREADS(whatever_happens_on_whichever_thread_is_delivered_in_order_or_counted)
{
	enum { READERS = 3, COUNT = 8000 };
	static const ULONG rings[READERS] = { PRM_RING_MIN, 8u << 20, PRM_RING_MIN }, outputs[READERS] = { 1u << 20, 1u << 20, 600 };
	struct reader readers[READERS] = { 0 };
	struct load load;

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	for (int which = 0; which < READERS; which++) {
		struct prm_start start;

		readers[which].client = client_open();
		readers[which].output = outputs[which];
		readers[which].expected = WATCHERS * COUNT;
		start = start_of(readers[which].client.event);
		start.ring_bytes = rings[which];
		EXPECT_EQUAL(client_start(&readers[which].client, &start), STATUS_SUCCESS);
	}
	for (int which = 0; which < READERS; which++)
		readers[which].thread = mock_thread_start(read_all, &readers[which]);
	load_begin(&load, COUNT);
	load_end(&load);
	for (int which = 0; which < READERS; which++) {
		uint64_t lost;

		mock_thread_join(readers[which].thread);
		lost = client_statistics(&readers[which].client).lost;
		for (int watcher = 0; watcher < WATCHERS; watcher++)
			readers[which].missing += COUNT - readers[which].next[watcher];
		EXPECT_EQUAL(readers[which].client.taken + lost, readers[which].expected);
		EXPECT_EQUAL(readers[which].missing, lost);
		expect_books(&readers[which].client);
		client_end(&readers[which].client);
	}
	/* All of it fits into the greater ring. */
	EXPECT_EQUAL(readers[1].missing, 0);
	mock_driver_unload();
}

/* Two threads that take from one session share its records; none is given twice, none is left out. */
static void take_until_all(void *argument)
{
	struct reader *reader = argument;

	while (client_statistics(&reader->client).delivered < reader->expected) {
		struct batch batch = client_take(&reader->client, 2048);

		EXPECT_EQUAL(batch.status, STATUS_SUCCESS);
		batch_free(&batch);
	}
}

TEST_WITH_THREADS(two_threads_that_take_from_one_session_share_its_records)
{
	enum { COUNT = 2000 };
	struct prm_start start = start_of(NULL);
	struct reader readers[2] = { 0 };
	struct load load;

	start.ring_bytes = 8u << 20;
	readers[0].client = client_begin_with(&start);
	readers[1].client = readers[0].client;
	for (int which = 0; which < 2; which++) {
		readers[which].expected = WATCHERS * COUNT;
		readers[which].thread = mock_thread_start(take_until_all, &readers[which]);
	}
	load_begin(&load, COUNT);
	load_end(&load);
	for (int which = 0; which < 2; which++)
		mock_thread_join(readers[which].thread);
	EXPECT_EQUAL(readers[0].client.taken + readers[1].client.taken, WATCHERS * COUNT);
	client_end_all(&readers[0].client);
}

/* A client's two threads: one opens, starts, drains and closes; the other asks anything of the same file object meanwhile. */
struct churn {
	unsigned int stream;
	void *thread;
};

struct meddler {
	struct mock_file *file;
	HANDLE event;
	unsigned int stream;
};

static bool one_of(NTSTATUS status, NTSTATUS first, NTSTATUS second, NTSTATUS third)
{
	return status == first || status == second || status == third;
}

/* One control call, any. */
static void ask_something(struct mock_file *file, HANDLE event)
{
	struct prm_start start = start_of(event);
	UCHAR output[2000];
	NTSTATUS status;

	switch (test_random_below(5)) {
	case 0:
		status = mock_control(file, IOCTL_PRM_STARTHOOK, &start, sizeof(start), NULL, 0, NULL);
		EXPECT(one_of(status, STATUS_SUCCESS, STATUS_DEVICE_BUSY, STATUS_TOO_MANY_SESSIONS));
		break;
	case 1:
		status = mock_control(file, IOCTL_PRM_STOPHOOK, NULL, 0, NULL, 0, NULL);
		EXPECT(one_of(status, STATUS_SUCCESS, STATUS_INVALID_DEVICE_STATE, STATUS_SUCCESS));
		break;
	case 2:
		status = mock_control(file, IOCTL_PRM_STATS, NULL, 0, output, sizeof(output), NULL);
		EXPECT_EQUAL(status, STATUS_SUCCESS);
		EXPECT(((struct prm_statistics *)output)->sessions <= PRM_SESSIONS_MAX);
		break;
	default:
		status = mock_control(file, IOCTL_PRM_GETINFO, NULL, 0, output, sizeof(output), NULL);
		EXPECT(one_of(status, STATUS_SUCCESS, STATUS_INVALID_DEVICE_STATE, STATUS_BUFFER_TOO_SMALL));
		break;
	}
}

/* Holds the file object, so that its calls may come after the cleanup; the close comes when it lets go. */
static void meddle(void *argument)
{
	struct meddler *meddler = argument;

	test_random_begin(meddler->stream);
	for (unsigned int left = 1 + test_random_below(12); left; left--)
		ask_something(meddler->file, meddler->event);
	mock_file_dereference(meddler->file);
}

static void churn(void *argument)
{
	struct churn *self = argument;

	test_random_begin(self->stream);
	for (unsigned int round = 0; round < 100; round++) {
		struct client client = client_open();
		struct meddler meddler = { mock_file_reference(client.file), client.event, self->stream << 16 | round };
		void *thread = mock_thread_start(meddle, &meddler);

		for (unsigned int left = test_random_below(12); left; left--)
			ask_something(client.file, client.event);
		mock_close(client.file);
		mock_thread_join(thread);
		mock_close_handle(client.event);
	}
}

TEST_WITH_THREADS(sessions_come_and_go_under_load_and_the_driver_goes_while_callbacks_run)
{
	enum { CHURNS = 3 };
	struct churn churns[CHURNS];
	struct client idle;
	struct load load;

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	load_begin(&load, 0);
	for (unsigned int which = 0; which < CHURNS; which++) {
		churns[which].stream = which + 1;
		churns[which].thread = mock_thread_start(churn, &churns[which]);
	}
	for (unsigned int which = 0; which < CHURNS; which++)
		mock_thread_join(churns[which].thread);
	idle = client_open();
	EXPECT_EQUAL(client_statistics(&idle).sessions, 0);
	client_end(&idle);
	mock_driver_unload();
	load_end(&load);
}

TEST_WITH_THREADS(the_driver_comes_and_goes_under_load_with_sessions_open)
{
	struct load load;

	load_begin(&load, 0);
	for (int round = 0; round < 25; round++) {
		struct client first = client_begin(), second = client_open();
		struct prm_start start = start_of(second.event);

		EXPECT_EQUAL(client_start(&second, &start), STATUS_SUCCESS);
		EXPECT(mock_event_wait(first.event, 20000));
		EXPECT(mock_event_wait(second.event, 20000));
		mock_driver_unload();
		client_end(&first);
		client_end(&second);
	}
	load_end(&load);
}

/* Keys' paths are kept by whichever callback is first, and given up by all after a rename. */
static void rename_often(void *argument)
{
	struct load *load = argument;

	for (int round = 0; round < 300; round++) {
		struct mock_key *key = mock_key_new(L"\\REGISTRY\\MACHINE\\Mine");

		mock_key_rename(key, L"Yours", STATUS_SUCCESS);
		mock_key_rename(load->shared, round % 2 ? L"Shared" : L"Others", STATUS_SUCCESS);
		mock_key_delete(key, STATUS_SUCCESS);
		mock_key_close(key);
	}
}

TEST_WITH_THREADS(a_key_that_is_used_and_renamed_at_once_has_one_path_or_the_other)
{
	struct prm_start start = start_of(NULL);
	struct client client;
	struct load load;
	void *renamer;
	unsigned int named[2] = { 0, 0 };

	start.types = PRM_TYPE_MASK(PRM_REGISTRY_CHANGED);
	start.ring_bytes = 16u << 20;
	client = client_begin_with(&start);
	load_begin(&load, 2000);
	renamer = mock_thread_start(rename_often, &load);
	mock_thread_join(renamer);
	load_end(&load);
	for (bool more = true; more;) {
		struct batch batch = client_take(&client, 1u << 20);
		const struct prm_header *record;

		while ((record = batch_next(&batch))) {
			const struct prm_registry_changed *changed = (const struct prm_registry_changed *)record;
			bool shared = is_text(changed + 1, changed->key_length, L"\\REGISTRY\\MACHINE\\Shared");
			bool others = is_text(changed + 1, changed->key_length, L"\\REGISTRY\\MACHINE\\Others");

			if (changed->operation != PRM_VALUE_SET)
				continue;
			named[0] += shared;
			named[1] += others;
			EXPECT(shared || others || is_text(changed + 1, changed->key_length, L"\\REGISTRY\\MACHINE\\Own"));
		}
		more = batch.header.waiting_records;
		batch_free(&batch);
	}
	EXPECT_EQUAL(named[0] + named[1], WATCHERS * 2000 / 8);
	EXPECT_EQUAL(client_statistics(&client).lost, 0);
	expect_books(&client);
	client_end_all(&client);
}
