// SPDX-License-Identifier: Apache-2.0
/*
 * The eight ways in which the first published form of this conversation loses data or harms the kernel (the design, section 1).
 * Each has its test here, named after how it is not so.
 */
#include "client.h"

/* 1 */
TEST(two_events_before_one_get_are_both_delivered)
{
	struct client client = client_begin();
	const struct prm_header *record;
	struct batch batch;

	happen(20);
	happen(40);
	batch = client_take(&client, 4096);
	EXPECT_EQUAL(batch.header.records, 2);
	EXPECT_EQUAL(batch.header.waiting_records, 0);
	record = batch_next(&batch);
	EXPECT(record && ((const struct prm_image_loaded *)record)->path_length == 20);
	record = batch_next(&batch);
	EXPECT(record && ((const struct prm_image_loaded *)record)->path_length == 40);
	batch_free(&batch);
	expect_books(&client);
	client_end_all(&client);
}

/* 2 */
TEST(a_signal_between_get_and_wait_is_not_erased)
{
	struct client client = client_begin();

	happen(64);
	EXPECT(mock_event_take(client.event));
	EXPECT_EQUAL(client_drain(&client), 1);
	/* Between GET and the wait: nobody resets the event, and the driver sets it, since the ring was empty. */
	happen(64);
	EXPECT(mock_event_take(client.event));
	EXPECT_EQUAL(client_drain(&client), 1);
	EXPECT(!mock_event_take(client.event));
	client_end_all(&client);
}

/* 3 */
TEST(an_output_too_small_is_refused_before_a_byte_moves_and_nothing_is_lost)
{
	struct client client = client_begin();
	ULONG needed;

	happen(64);
	needed = sizeof(struct prm_batch) + client_statistics(&client).waiting_bytes;
	for (ULONG length = 0; length < needed; length++) {
		struct batch batch = client_take(&client, length);

		EXPECT_EQUAL(batch.status, STATUS_BUFFER_TOO_SMALL);
		EXPECT_EQUAL(batch.written, 0);
		for (ULONG at = 0; at < length; at++)
			EXPECT_EQUAL(batch.bytes[at], 0x5A);
		batch_free(&batch);
	}
	struct batch batch = client_take(&client, needed);

	EXPECT_EQUAL(batch.status, STATUS_SUCCESS);
	EXPECT_EQUAL(batch.header.records, 1);
	EXPECT_EQUAL(batch.header.lost, 0);
	batch_free(&batch);
	expect_books(&client);
	client_end_all(&client);
}

/* 4 */
TEST(information_is_exactly_the_bytes_written_and_nothing_stale_comes_out)
{
	struct client client = client_begin();
	struct batch batch = client_take(&client, 4096);

	EXPECT_EQUAL(batch.written, sizeof(struct prm_batch));
	batch_free(&batch);
	happen(2);
	batch = client_take(&client, 4096);
	/* client_take() has looked at every byte behind it. */
	EXPECT_EQUAL(batch.written, sizeof(struct prm_batch) + sizeof(struct prm_image_loaded) + 2 + mock_administrator.sid_length);
	batch_free(&batch);
	client_end_all(&client);
}

/* 5 */
TEST(the_event_is_referenced_with_the_callers_rights_and_as_an_event)
{
	static const struct {
		ACCESS_MASK access;
		NTSTATUS status;
	} cases[] = {
		{ EVENT_MODIFY_STATE, STATUS_SUCCESS },
		{ EVENT_ALL_ACCESS, STATUS_SUCCESS },
		{ EVENT_QUERY_STATE | SYNCHRONIZE, STATUS_ACCESS_DENIED },
		{ 0, STATUS_ACCESS_DENIED },
	};

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	/* Once as Windows has it, and once as Wine has it, where the driver takes another way to the same checks. */
	for (int wine = 0; wine < 2; wine++) {
		struct client client = client_open();
		HANDLE thread = mock_thread_handle_new();
		struct prm_start start = start_of(thread);

		mock_refuse_user_mode(wine);
		EXPECT_EQUAL(client_start(&client, &start), STATUS_OBJECT_TYPE_MISMATCH);
		for (size_t which = 0; which < RTL_NUMBER_OF(cases); which++) {
			HANDLE event = mock_duplicate(client.event, cases[which].access);

			start = start_of(event);
			EXPECT_EQUAL(client_start(&client, &start), cases[which].status);
			EXPECT_EQUAL(client_stop(&client),
				     NT_SUCCESS(cases[which].status) ? STATUS_SUCCESS : STATUS_INVALID_DEVICE_STATE);
			mock_close_handle(event);
		}
		mock_close_handle(thread);
		client_end(&client);
	}
	mock_driver_unload();
}

/* 6 */
TEST(a_dead_clients_event_is_let_go_of_and_not_signalled)
{
	struct client client = client_begin(), other = client_open();
	HANDLE kept = mock_duplicate(client.event, EVENT_ALL_ACCESS);
	struct prm_start start = start_of(other.event);
	ULONG signals;

	EXPECT_EQUAL(client_start(&other, &start), STATUS_SUCCESS);
	happen(64);
	signals = mock_event_signals(kept);
	client_end(&client);
	EXPECT_EQUAL(client_drain(&other), 1);
	happen(64);
	EXPECT_EQUAL(mock_event_signals(kept), signals);
	EXPECT_EQUAL(mock_event_signals(other.event), 2);
	EXPECT_EQUAL(client_statistics(&other).sessions, 1);
	/* The last handle: the mock finds the event left at the end if the driver still has it. */
	mock_close_handle(kept);
	client_end_all(&other);
}

/* 7 */
TEST(only_the_system_and_administrators_open_the_device_and_only_with_both_rights_does_a_code_reach_it)
{
	static const ULONG codes[] = {
		IOCTL_PRM_VERSION, IOCTL_PRM_STARTHOOK, IOCTL_PRM_GETINFO, IOCTL_PRM_STOPHOOK, IOCTL_PRM_STATS
	};
	PEPROCESS system = mock_process_new(2000, 4, 0, &mock_system), user = mock_process_new(3000, 2000, 1, &mock_plain_user);
	PEPROCESS administrator = mock_become(user);
	struct mock_file *file;
	UCHAR buffer[256];

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	EXPECT_EQUAL(mock_open(READ_WRITE, NULL, &file), STATUS_ACCESS_DENIED);
	EXPECT_EQUAL(mock_open(FILE_READ_DATA, NULL, &file), STATUS_ACCESS_DENIED);
	EXPECT_EQUAL(mock_open(READ_WRITE, L"\\beneath", &file), STATUS_ACCESS_DENIED);
	mock_become(system);
	EXPECT_EQUAL(mock_open(READ_WRITE, NULL, &file), STATUS_SUCCESS);
	mock_close(file);
	mock_become(administrator);
	for (ACCESS_MASK access = 0; access < READ_WRITE; access++) {
		EXPECT_EQUAL(mock_open(access, NULL, &file), STATUS_SUCCESS);
		for (size_t code = 0; code < RTL_NUMBER_OF(codes); code++) {
			EXPECT_EQUAL(mock_control(file, codes[code], NULL, 0, buffer, sizeof(buffer), NULL), STATUS_ACCESS_DENIED);
			/* The same function with less asked for is none of the driver's. */
			EXPECT_EQUAL(mock_control(file, (codes[code] & ~0xC000u) | access << 14, NULL, 0, buffer, sizeof(buffer), NULL),
				     STATUS_INVALID_DEVICE_REQUEST);
		}
		mock_close(file);
	}
	mock_driver_unload();
	mock_process_end(user);
	mock_process_end(system);
}

/* 8 */
TEST(what_could_not_be_stored_is_counted_so_that_delivered_and_lost_are_all_that_was_seen)
{
	struct client client = client_begin();
	unsigned int happened = 3 * PRM_RING_MIN / 64;
	uint64_t lost, delivered, time = 0;
	const struct prm_header *record;
	struct batch batch;

	happen_often(happened);
	expect_books(&client);
	lost = client_statistics(&client).lost;
	EXPECT(lost > 0);
	delivered = client_drain(&client);
	EXPECT_EQUAL(delivered + lost, happened);
	/* The next that finds room says how many did not. */
	happen(64);
	batch = client_take(&client, 4096);
	record = batch_next(&batch);
	EXPECT(record && record->lost == lost);
	EXPECT(record && record->time > time);
	EXPECT_EQUAL(batch.header.lost, lost);
	batch_free(&batch);
	expect_books(&client);
	client_end_all(&client);
}
