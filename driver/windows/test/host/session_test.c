// SPDX-License-Identifier: Apache-2.0
/* Sessions: one a file object, eight at once, each with its own types, filter, ring and books. */
#include "client.h"

#include <stdlib.h>

TEST(without_a_session_there_is_nothing_to_take_or_to_stop)
{
	struct prm_statistics statistics;
	struct client client;
	struct batch batch;

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	client = client_open();
	batch = client_take(&client, 4096);
	EXPECT_EQUAL(batch.status, STATUS_INVALID_DEVICE_STATE);
	EXPECT_EQUAL(batch.written, 0);
	batch_free(&batch);
	EXPECT_EQUAL(client_stop(&client), STATUS_INVALID_DEVICE_STATE);
	statistics = client_statistics(&client);
	EXPECT_EQUAL(statistics.capabilities,
		     PRM_CAN_WATCH_PROCESSES | PRM_CAN_WATCH_IMAGES | PRM_CAN_WATCH_REGISTRY | PRM_HAS_PRECISE_TIME);
	EXPECT_EQUAL(statistics.sessions, 0);
	EXPECT_EQUAL(statistics.process_status, STATUS_SUCCESS);
	EXPECT_EQUAL(statistics.image_status, STATUS_SUCCESS);
	EXPECT_EQUAL(statistics.registry_status, STATUS_SUCCESS);
	EXPECT_EQUAL(statistics.ring_bytes | statistics.types, 0);
	EXPECT_EQUAL(statistics.seen | statistics.delivered | statistics.lost | statistics.waiting_records | statistics.waiting_bytes, 0);
	client_end_all(&client);
}

TEST(a_file_object_has_one_session_and_may_start_again_after_it)
{
	struct client client = client_begin();
	struct prm_start start = start_of(client.event);

	happen(64);
	EXPECT_EQUAL(client_start(&client, &start), STATUS_DEVICE_BUSY);
	client.taken = 0;
	EXPECT_EQUAL(client_drain(&client), 1);
	happen(64);
	EXPECT_EQUAL(client_stop(&client), STATUS_SUCCESS);
	EXPECT_EQUAL(client_stop(&client), STATUS_INVALID_DEVICE_STATE);
	EXPECT_EQUAL(client_start(&client, &start), STATUS_SUCCESS);
	/* Its books begin again. */
	EXPECT_EQUAL(client_statistics(&client).seen, 0);
	EXPECT_EQUAL(client_drain(&client), 0);
	happen(64);
	EXPECT_EQUAL(client_drain(&client), 1);
	expect_books(&client);
	client_end_all(&client);
}

TEST(eight_sessions_and_no_more_each_with_every_event)
{
	struct client clients[PRM_SESSIONS_MAX + 1];
	struct prm_start start;

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	for (int which = 0; which <= PRM_SESSIONS_MAX; which++) {
		clients[which] = client_open();
		start = start_of(clients[which].event);
		EXPECT_EQUAL(client_start(&clients[which], &start),
			     which < PRM_SESSIONS_MAX ? STATUS_SUCCESS : STATUS_TOO_MANY_SESSIONS);
	}
	EXPECT_EQUAL(client_statistics(&clients[0]).sessions, PRM_SESSIONS_MAX);
	happen_often(10);
	for (int which = 0; which < PRM_SESSIONS_MAX; which++) {
		EXPECT_EQUAL(mock_event_signals(clients[which].event), 1);
		EXPECT_EQUAL(client_drain(&clients[which]), 10);
		expect_books(&clients[which]);
	}
	EXPECT_EQUAL(mock_event_signals(clients[PRM_SESSIONS_MAX].event), 0);
	/* Its place is free for the one that had none. */
	EXPECT_EQUAL(client_stop(&clients[3]), STATUS_SUCCESS);
	start = start_of(clients[PRM_SESSIONS_MAX].event);
	EXPECT_EQUAL(client_start(&clients[PRM_SESSIONS_MAX], &start), STATUS_SUCCESS);
	for (int which = 0; which <= PRM_SESSIONS_MAX; which++)
		client_end(&clients[which]);
	mock_driver_unload();
}

TEST(a_ring_is_rounded_up_to_whole_pages)
{
	static const struct {
		ULONG wanted, given;
	} cases[] = {
		{ PRM_RING_MIN, PRM_RING_MIN },
		{ PRM_RING_MIN + 1, PRM_RING_MIN + 4096 },
		{ PRM_RING_MAX - 1, PRM_RING_MAX },
		{ PRM_RING_MAX, PRM_RING_MAX },
	};
	struct client client;

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	client = client_open();
	for (size_t which = 0; which < RTL_NUMBER_OF(cases); which++) {
		struct prm_start start = start_of(client.event);

		start.ring_bytes = cases[which].wanted;
		EXPECT_EQUAL(client_start(&client, &start), STATUS_SUCCESS);
		EXPECT_EQUAL(client_statistics(&client).ring_bytes, cases[which].given);
		EXPECT_EQUAL(client_stop(&client), STATUS_SUCCESS);
	}
	client_end_all(&client);
}

static void every_type_once(PEPROCESS process, struct mock_key *key)
{
	UNICODE_STRING text = mock_paged_string(L"x");
	PS_CREATE_NOTIFY_INFO creation = { .ImageFileName = &text, .CommandLine = &text, .FileOpenNameAvailable = 1 };
	IMAGE_INFO image = { .ImageSize = 1 };
	PEPROCESS before;

	mock_process_created(process, &creation);
	mock_image_loaded(&text, process->id, &image);
	before = mock_become(process);
	mock_value_delete(key, L"v", STATUS_SUCCESS);
	mock_become(before);
	mock_process_exited(process);
}

TEST(a_session_gets_the_types_that_it_asked_for_and_no_others)
{
	static const enum prm_type types[] = { PRM_PROCESS_STARTED, PRM_PROCESS_EXITED, PRM_IMAGE_LOADED, PRM_REGISTRY_CHANGED };
	PEPROCESS process = mock_process_new(5000, 900, 1, &mock_plain_user);
	struct mock_key *key = mock_key_new(L"\\REGISTRY\\MACHINE");
	struct client client;

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	client = client_open();
	for (ULONG mask = 1; mask < 16; mask++) {
		struct prm_start start = start_of(client.event);
		const struct prm_header *record;
		ULONG got = 0;
		struct batch batch;

		start.types = 0;
		for (int bit = 0; bit < 4; bit++)
			if (mask & 1u << bit)
				start.types |= PRM_TYPE_MASK(types[bit]);
		EXPECT_EQUAL(client_start(&client, &start), STATUS_SUCCESS);
		EXPECT_EQUAL(client_statistics(&client).types, start.types);
		every_type_once(process, key);
		batch = client_take(&client, PRM_RING_MIN);
		while ((record = batch_next(&batch)))
			got |= PRM_TYPE_MASK(record->type);
		EXPECT_EQUAL(got, start.types);
		EXPECT_EQUAL(batch.header.records, __builtin_popcount(mask));
		batch_free(&batch);
		/* What nobody asked for is not seen, either. */
		EXPECT_EQUAL(client_statistics(&client).seen, __builtin_popcount(mask));
		EXPECT_EQUAL(client_stop(&client), STATUS_SUCCESS);
	}
	mock_key_close(key);
	mock_process_end(process);
	client_end_all(&client);
}

TEST(a_filter_is_about_the_events_own_process)
{
	static const struct {
		enum prm_process_filter filter;
		ULONG process_id, expected;
	} cases[] = {
		{ PRM_EVERY_PROCESS, 0, 4 }, { PRM_ONLY_PROCESS, 5000, 4 }, { PRM_ONLY_PROCESS, 5001, 0 },
		{ PRM_WITHOUT_PROCESS, 5000, 0 }, { PRM_WITHOUT_PROCESS, 5001, 4 },
	};
	PEPROCESS process = mock_process_new(5000, 900, 1, &mock_plain_user);
	struct mock_key *key = mock_key_new(L"\\REGISTRY\\MACHINE");
	struct client client;

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	client = client_open();
	for (size_t which = 0; which < RTL_NUMBER_OF(cases); which++) {
		struct prm_start start = start_of(client.event);

		start.filter = cases[which].filter;
		start.process_id = cases[which].process_id;
		EXPECT_EQUAL(client_start(&client, &start), STATUS_SUCCESS);
		every_type_once(process, key);
		EXPECT_EQUAL(client_statistics(&client).seen, cases[which].expected);
		EXPECT_EQUAL(client_drain(&client), cases[which].expected);
		EXPECT_EQUAL(client_stop(&client), STATUS_SUCCESS);
	}
	mock_key_close(key);
	mock_process_end(process);
	client_end_all(&client);
}

TEST(sessions_with_different_wishes_do_not_disturb_each_other)
{
	PEPROCESS process = mock_process_new(5000, 900, 1, &mock_plain_user);
	struct mock_key *key = mock_key_new(L"\\REGISTRY\\MACHINE");
	struct prm_start wish = start_of(NULL);
	struct client images, all;

	wish.types = PRM_TYPE_MASK(PRM_IMAGE_LOADED);
	images = client_begin_with(&wish);
	all = client_open();
	wish = start_of(all.event);
	EXPECT_EQUAL(client_start(&all, &wish), STATUS_SUCCESS);
	/* The one overflows, the other drains. */
	for (unsigned int round = 0; round < 3 * PRM_RING_MIN / 128; round++) {
		every_type_once(process, key);
		if (round % 100 == 0)
			client_drain(&all);
	}
	client_drain(&all);
	EXPECT_EQUAL(client_statistics(&all).lost, 0);
	EXPECT_EQUAL(all.taken, 4 * (3 * PRM_RING_MIN / 128));
	EXPECT(client_statistics(&images).lost > 0);
	client_drain(&images);
	expect_books(&images);
	expect_books(&all);
	EXPECT_EQUAL(mock_event_signals(images.event), 1);
	mock_key_close(key);
	mock_process_end(process);
	client_end(&all);
	client_end_all(&images);
}

/* More than the driver moves under one hold of its lock. */
TEST(one_get_takes_all_that_fits_however_much_that_is)
{
	struct prm_start start = start_of(NULL);
	struct client client;
	struct batch batch;

	start.ring_bytes = 4u << 20;
	client = client_begin_with(&start);
	for (int event = 0; event < 50; event++)
		happen(60000);
	batch = client_take(&client, 4u << 20);
	EXPECT_EQUAL(batch.header.records, 50);
	EXPECT_EQUAL(batch.header.waiting_records, 0);
	EXPECT_EQUAL(batch.header.waiting_bytes, 0);
	batch_free(&batch);
	expect_books(&client);
	client_end_all(&client);
}

/* What happens while GETINFO has let go of the lock between two parts of a batch. */
static void stop_it(void *client)
{
	EXPECT_EQUAL(client_stop(client), STATUS_SUCCESS);
}

TEST(a_session_that_ends_while_it_is_drained_gives_what_was_taken_and_says_that_nothing_waits)
{
	struct prm_start start = start_of(NULL);
	struct client client;
	struct batch batch;

	start.ring_bytes = 1u << 20;
	client = client_begin_with(&start);
	for (int event = 0; event < 5; event++)
		happen(60000);
	mock_at_release(1, stop_it, &client);
	batch = client_take(&client, 1u << 20);
	EXPECT_EQUAL(batch.status, STATUS_SUCCESS);
	EXPECT(batch.header.records > 0 && batch.header.records < 5);
	EXPECT_EQUAL(batch.header.waiting_records, 0);
	EXPECT_EQUAL(batch.header.waiting_bytes, 0);
	batch_free(&batch);
	EXPECT_EQUAL(client_statistics(&client).sessions, 0);
	client_end_all(&client);
}

/* Between two parts of a batch, the session ends and its place is taken by the next: another client's, or the same client's anew. */
struct successor {
	struct client *before, *after;
};

static void replace_it(void *argument)
{
	struct successor *successor = argument;
	struct prm_start start = start_of(successor->after->event);

	EXPECT_EQUAL(client_stop(successor->before), STATUS_SUCCESS);
	EXPECT_EQUAL(client_start(successor->after, &start), STATUS_SUCCESS);
	happen(2);
}

TEST(a_batch_holds_nothing_of_the_session_that_took_the_place_of_its_own)
{
	struct prm_start start = start_of(NULL);
	struct client client, other;

	start.ring_bytes = 1u << 20;
	client = client_begin_with(&start);
	other = client_open();
	for (int same = 0; same < 2; same++) {
		struct successor successor = { &client, same ? &client : &other };
		const struct prm_header *record;
		struct batch batch;

		for (int event = 0; event < 5; event++)
			happen(60000);
		mock_at_release(1, replace_it, &successor);
		batch = client_take(&client, 1u << 20);
		EXPECT(batch.header.records > 0 && batch.header.records < 5);
		EXPECT_EQUAL(batch.header.waiting_records, 0);
		while ((record = batch_next(&batch)))
			EXPECT_EQUAL(((const struct prm_image_loaded *)record)->path_length, 60000);
		batch_free(&batch);
		successor.after->taken = 0;
		EXPECT_EQUAL(client_drain(successor.after), 1);
		expect_books(successor.after);
		if (!same) {
			EXPECT_EQUAL(client_stop(&other), STATUS_SUCCESS);
			start.event = (ULONG_PTR)client.event;
			EXPECT_EQUAL(client_start(&client, &start), STATUS_SUCCESS);
		}
	}
	client_end(&other);
	client_end_all(&client);
}

static void replace_by_registry(void *argument)
{
	struct successor *successor = argument;
	struct prm_start start = start_of(successor->after->event);

	start.types = PRM_TYPE_MASK(PRM_REGISTRY_CHANGED);
	EXPECT_EQUAL(client_stop(successor->before), STATUS_SUCCESS);
	EXPECT_EQUAL(client_start(successor->after, &start), STATUS_SUCCESS);
}

/* An image was wanted when its callback began; by the time its record is there, another session has the place, and does not want it. */
TEST(an_event_on_its_way_does_not_get_into_a_session_that_does_not_want_it)
{
	struct client client = client_begin(), other = client_open();
	struct successor successor = { &client, &other };

	mock_at_acquire(1, replace_by_registry, &successor);
	happen(64);
	EXPECT_EQUAL(client_statistics(&other).types, PRM_TYPE_MASK(PRM_REGISTRY_CHANGED));
	EXPECT_EQUAL(client_statistics(&other).seen, 0);
	EXPECT_EQUAL(mock_event_signals(other.event), 0);
	client_end(&other);
	client_end_all(&client);
}

/* Random puts and takes of any length against what must come: exact bytes, order, and books that close at every step. */
TEST(a_session_agrees_with_a_list)
{
	enum { STEPS = 20000 };
	static ULONG lengths[STEPS];
	struct client client = client_begin();
	ULONG first = 0, last = 0;
	uint64_t lost = 0, signals = 0;

	for (int step = 0; step < STEPS; step++) {
		struct prm_statistics statistics;

		if (test_random_below(4)) {
			ULONG text = 2 * test_random_below(test_random_below(50) ? 200 : 32768);
			uint64_t lost_before = client_statistics(&client).lost;

			happen(text);
			statistics = client_statistics(&client);
			if (statistics.lost == lost_before) {
				if (first == last)
					signals++;
				lengths[last++] = text;
			} else {
				lost++;
			}
		} else {
			ULONG length = test_random_below(test_random_below(3) ? 4096 : PRM_RING_MIN);
			struct batch batch = client_take(&client, length);
			const struct prm_header *record;

			if (batch.status == STATUS_SUCCESS) {
				while ((record = batch_next(&batch))) {
					const struct prm_image_loaded *loaded = (const struct prm_image_loaded *)record;

					if (!EXPECT(first < last) || !EXPECT_EQUAL(loaded->path_length, lengths[first]))
						break;
					first++;
					for (ULONG at = 0; at < loaded->path_length / 2u; at++)
						if (!EXPECT_EQUAL(((const WCHAR *)(loaded + 1))[at], L'p'))
							break;
				}
				EXPECT_EQUAL(batch.header.waiting_records, last - first);
				EXPECT_EQUAL(batch.header.lost, lost);
			} else {
				/* Too small for the structure, or for the first record. */
				EXPECT_EQUAL(batch.status, STATUS_BUFFER_TOO_SMALL);
				EXPECT(length < sizeof(struct prm_batch) ||
				       (first < last && length < sizeof(struct prm_batch) + sizeof(struct prm_image_loaded) +
							lengths[first] + mock_administrator.sid_length));
			}
			batch_free(&batch);
		}
		statistics = client_statistics(&client);
		if (!EXPECT_EQUAL(statistics.seen, statistics.delivered + statistics.lost + statistics.waiting_records) ||
		    !EXPECT_EQUAL(statistics.waiting_records, last - first) || !EXPECT_EQUAL(statistics.delivered, first) ||
		    !EXPECT_EQUAL(statistics.lost, lost) || !EXPECT_EQUAL(mock_event_signals(client.event), signals))
			break;
		/* An output of exactly what it says takes all that waits. */
		if (step % 500 == 0) {
			struct batch batch = client_take(&client, sizeof(struct prm_batch) + (ULONG)statistics.waiting_bytes);

			EXPECT_EQUAL(batch.header.records, last - first);
			EXPECT_EQUAL(batch.written, batch.length);
			first = last;
			batch_free(&batch);
		}
	}
	expect_books(&client);
	client_end_all(&client);
}
