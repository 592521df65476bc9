// SPDX-License-Identifier: Apache-2.0
/* The control codes: every length, every parameter that can be wrong, every handle that is none. */
#include "client.h"

#include "../inject.h"

TEST(version_says_what_the_headers_say)
{
	struct client client = client_begin();
	struct prm_version version;
	ULONG written;

	EXPECT_EQUAL(mock_control(client.file, IOCTL_PRM_VERSION, NULL, 0, &version, sizeof(version), &written), STATUS_SUCCESS);
	EXPECT_EQUAL(written, sizeof(version));
	EXPECT_EQUAL(version.control_version, PRM_CONTROL_VERSION);
	EXPECT_EQUAL(version.wire_version, PRM_WIRE_VERSION);
	EXPECT_EQUAL(version.major, PRM_DRIVER_MAJOR);
	EXPECT_EQUAL(version.minor, PRM_DRIVER_MINOR);
	EXPECT_EQUAL(version.patch, PRM_DRIVER_PATCH);
	EXPECT_EQUAL(version.flags, PRM_VERSION_TEST);
	client_end_all(&client);
}

/* With a session and without: a wrong length is refused before anything else, and changes nothing. */
TEST(every_code_refuses_every_wrong_length)
{
	static const struct {
		ULONG code, input, output;
	} codes[] = {
		{ IOCTL_PRM_VERSION, 0, sizeof(struct prm_version) },
		{ IOCTL_PRM_STARTHOOK, sizeof(struct prm_start), 0 },
		{ IOCTL_PRM_GETINFO, 0, sizeof(struct prm_batch) },
		{ IOCTL_PRM_STOPHOOK, 0, 0 },
		{ IOCTL_PRM_STATS, 0, sizeof(struct prm_statistics) },
	};
	struct client client = client_begin();
	UCHAR input[100] = { 0 }, output[100];

	for (int session = 1; session >= 0; session--) {
		for (size_t which = 0; which < RTL_NUMBER_OF(codes); which++)
			for (ULONG in = 0; in <= sizeof(input); in++)
				for (ULONG out = 0; out <= sizeof(output); out++) {
					NTSTATUS expected = in != codes[which].input ? STATUS_INFO_LENGTH_MISMATCH :
							    STATUS_BUFFER_TOO_SMALL;
					ULONG written;

					if (in == codes[which].input && out >= codes[which].output)
						continue;
					EXPECT_EQUAL(mock_control(client.file, codes[which].code, input, in, output, out, &written),
						     expected);
					EXPECT_EQUAL(written, 0);
				}
		EXPECT_EQUAL(client_statistics(&client).sessions, session);
		if (session)
			EXPECT_EQUAL(client_stop(&client), STATUS_SUCCESS);
	}
	client_end_all(&client);
}

TEST(a_longer_output_gets_no_more_bytes_than_the_structure_has)
{
	struct client client = client_begin();
	struct prm_start start = start_of(client.event);
	UCHAR output[4096];
	ULONG written;

	EXPECT_EQUAL(mock_control(client.file, IOCTL_PRM_VERSION, NULL, 0, output, sizeof(output), &written), STATUS_SUCCESS);
	EXPECT_EQUAL(written, sizeof(struct prm_version));
	EXPECT_EQUAL(mock_control(client.file, IOCTL_PRM_STATS, NULL, 0, output, sizeof(output), &written), STATUS_SUCCESS);
	EXPECT_EQUAL(written, sizeof(struct prm_statistics));
	EXPECT_EQUAL(mock_control(client.file, IOCTL_PRM_STOPHOOK, NULL, 0, output, sizeof(output), &written), STATUS_SUCCESS);
	EXPECT_EQUAL(written, 0);
	EXPECT_EQUAL(mock_control(client.file, IOCTL_PRM_STARTHOOK, &start, sizeof(start), output, sizeof(output), &written),
		     STATUS_SUCCESS);
	EXPECT_EQUAL(written, 0);
	client_end_all(&client);
}

TEST(every_other_code_is_refused)
{
	struct client client = client_begin();
	UCHAR buffer[128] = { 0 };
	ULONG written;

	for (ULONG function = 0; function < 0x1000; function++) {
		ULONG code = PRM_CONTROL(function);

		if ((function >= 0x800 && function <= 0x804) || function == 0x8F0)
			continue;
		EXPECT_EQUAL(mock_control(client.file, code, buffer, sizeof(buffer), buffer, sizeof(buffer), &written),
			     STATUS_INVALID_DEVICE_REQUEST);
	}
	/* Our functions of another device type; and every kind of request that the driver has no part in. */
	EXPECT_EQUAL(mock_control(client.file, CTL_CODE(0x22u, 0x800u, 0, 3u), NULL, 0, buffer, sizeof(buffer), &written),
		     STATUS_INVALID_DEVICE_REQUEST);
	for (UCHAR major = 0; major <= IRP_MJ_MAXIMUM_FUNCTION; major++)
		if (major != IRP_MJ_CREATE && major != IRP_MJ_CLOSE && major != IRP_MJ_CLEANUP && major != IRP_MJ_DEVICE_CONTROL)
			EXPECT_EQUAL(mock_request(client.file, major), STATUS_INVALID_DEVICE_REQUEST);
	expect_books(&client);
	client_end_all(&client);
}

TEST(nothing_lies_beneath_the_device)
{
	struct mock_file *file;

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	EXPECT_EQUAL(mock_open(READ_WRITE, L"\\x", &file), STATUS_OBJECT_NAME_NOT_FOUND);
	EXPECT_EQUAL(mock_open(READ_WRITE, L"\\", &file), STATUS_OBJECT_NAME_NOT_FOUND);
	mock_driver_unload();
}

TEST(start_refuses_every_parameter_that_makes_no_sense)
{
	struct client client = client_begin();
	struct prm_start start;

	EXPECT_EQUAL(client_stop(&client), STATUS_SUCCESS);
#define REFUSED(field, value, status) \
	do { \
		start = start_of(client.event); \
		start.field = (value); \
		EXPECT_EQUAL(client_start(&client, &start), status); \
		EXPECT_EQUAL(client_statistics(&client).sessions, 0); \
	} while (0)
	REFUSED(control_version, PRM_CONTROL_VERSION + 1, STATUS_REVISION_MISMATCH);
	REFUSED(control_version, 0, STATUS_REVISION_MISMATCH);
	REFUSED(types, 0, STATUS_INVALID_PARAMETER);
	REFUSED(reserved, 1, STATUS_INVALID_PARAMETER);
	REFUSED(ring_bytes, 0, STATUS_INVALID_PARAMETER);
	REFUSED(ring_bytes, PRM_RING_MIN - 1, STATUS_INVALID_PARAMETER);
	REFUSED(ring_bytes, PRM_RING_MAX + 1, STATUS_INVALID_PARAMETER);
	REFUSED(ring_bytes, 0xFFFFFFFF, STATUS_INVALID_PARAMETER);
	REFUSED(filter, PRM_ONLY_PROCESS + 1, STATUS_INVALID_PARAMETER);
	REFUSED(filter, 0xFFFFFFFF, STATUS_INVALID_PARAMETER);
	REFUSED(process_id, 1, STATUS_INVALID_PARAMETER);
	for (int bit = 0; bit < 32; bit++)
		if (!(1u << bit & (ALL_TYPES | PRM_TYPE_MASK(PRM_PROCESS_FORKED))))
			REFUSED(types, ALL_TYPES | 1u << bit, STATUS_INVALID_PARAMETER);
#undef REFUSED
	client_end_all(&client);
}

TEST(start_takes_no_handle_that_is_none)
{
	static const UINT64 none[] = {
		0, 0x7FFFFFFC, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 0x100000000, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFE,
		0xFFFFFFFF80000004, 0x8000000000000000,
	};

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	for (int wine = 0; wine < 2; wine++) {
		struct client client = client_open();
		HANDLE closed = mock_event_new(EVENT_ALL_ACCESS);
		struct prm_start start = start_of(closed);

		mock_refuse_user_mode(wine);
		mock_close_handle(closed);
		EXPECT_EQUAL(client_start(&client, &start), STATUS_INVALID_HANDLE);
		for (size_t which = 0; which < RTL_NUMBER_OF(none); which++) {
			start.event = none[which];
			EXPECT_EQUAL(client_start(&client, &start), STATUS_INVALID_HANDLE);
		}
		/* The event's number, with bits above it that a handle cannot have. */
		start.event = (ULONG_PTR)client.event | 1ull << 32;
		EXPECT_EQUAL(client_start(&client, &start), STATUS_INVALID_HANDLE);
		EXPECT_EQUAL(client_statistics(&client).sessions, 0);
		client_end(&client);
	}
	mock_driver_unload();
}

TEST(a_handle_counts_in_the_process_that_calls)
{
	PEPROCESS other = mock_process_new(6000, 1000, 1, &mock_administrator), self;
	struct prm_start start;
	struct client client;
	HANDLE foreign;

	self = mock_become(other);
	foreign = mock_event_new(EVENT_ALL_ACCESS);
	mock_become(self);
	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	client = client_open();
	start = start_of(foreign);
	EXPECT_EQUAL(client_start(&client, &start), STATUS_INVALID_HANDLE);
	mock_become(other);
	mock_close_handle(foreign);
	mock_become(self);
	client_end_all(&client);
	mock_process_end(other);
}

/* Any code with any bytes of any length, from which START comes out right now and then: the driver answers, and still works. */
TEST(random_control_calls_do_no_harm)
{
	enum { CALLS = 60000 };
	static const ULONG codes[] = {
		IOCTL_PRM_VERSION, IOCTL_PRM_STARTHOOK, IOCTL_PRM_GETINFO, IOCTL_PRM_STOPHOOK, IOCTL_PRM_STATS, IOCTL_PRM_STARTHOOK,
	};
	struct client client = client_begin();
	unsigned int done = 0;

	for (int call = 0; call < CALLS; call++) {
		ULONG code = test_random_below(20) ? codes[test_random_below(RTL_NUMBER_OF(codes))] : test_random() & ~3u;
		ULONG input_length = test_random_below(4) ? code == IOCTL_PRM_STARTHOOK ? sizeof(struct prm_start) : 0 :
							     test_random_below(200);
		struct prm_start start = start_of(client.event);
		UCHAR input[200], output[400];
		ULONG written;

		if (code == IOCTL_PRM_INJECT)
			continue;
		for (size_t at = 0; at < sizeof(input); at++)
			input[at] = (UCHAR)test_random();
		/* One or two bytes of what would be right are not. */
		for (ULONG wrong = test_random_below(3); wrong; wrong--)
			((UCHAR *)&start)[test_random_below(sizeof(start))] = (UCHAR)test_random();
		if (start.ring_bytes > 1u << 20)
			start.ring_bytes &= 0xFFFFF;
		memcpy(input, &start, sizeof(start));
		memset(output, 0x5A, sizeof(output));
		done += NT_SUCCESS(mock_control(client.file, code, input, input_length, output, test_random_below(400), &written));
		for (size_t at = written; at < sizeof(output); at++)
			if (!EXPECT_EQUAL(output[at], 0x5A))
				break;
		if (!test_random_below(10))
			happen(2 * test_random_below(100));
	}
	EXPECT(done > CALLS / 10 && done < CALLS);
	struct prm_start start = start_of(client.event);

	client_stop(&client);
	EXPECT_EQUAL(client_start(&client, &start), STATUS_SUCCESS);
	happen(64);
	EXPECT_EQUAL(client_drain(&client), 1);
	expect_books(&client);
	client_end_all(&client);
}
