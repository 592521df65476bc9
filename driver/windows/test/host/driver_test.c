// SPDX-License-Identifier: Apache-2.0
/* The driver's beginning and end: in kernels that lack something, when calls fail one after another, and with clients open. */
#include <sched.h>

#include "client.h"

#include "kernel_routines.h"
#include "session.h"

TEST(the_driver_loads_and_leaves_nothing)
{
	for (int again = 0; again < 3; again++) {
		EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
		mock_driver_unload();
	}
}

/* mock_driver_load() looks at what is left when DriverEntry fails, mock_driver_unload() when it has done its best. */
TEST(whichever_call_fails_the_driver_loads_without_it_or_leaves_nothing)
{
	unsigned int failed = 0, refused = 0;

	for (unsigned int n = 1;; n++) {
		NTSTATUS status;
		struct client client;
		struct prm_start start;

		mock_fail_call(n);
		status = mock_driver_load();
		if (!mock_failed()) {
			mock_fail_call(0);
			mock_driver_unload();
			break;
		}
		failed++;
		if (!NT_SUCCESS(status)) {
			refused++;
			continue;
		}
		/* One watch is missing: what is started leaves its types out. */
		client = client_open();
		start = start_of(client.event);
		EXPECT_EQUAL(client_start(&client, &start), STATUS_SUCCESS);
		struct prm_statistics statistics = client_statistics(&client);

		EXPECT((statistics.process_status != STATUS_SUCCESS) + (statistics.image_status != STATUS_SUCCESS) +
			       (statistics.registry_status != STATUS_SUCCESS) == 1);
		EXPECT_EQUAL(!!(statistics.types & PRM_TYPE_MASK(PRM_IMAGE_LOADED)), statistics.image_status == STATUS_SUCCESS);
		EXPECT_EQUAL(!!(statistics.types & PRM_TYPE_MASK(PRM_REGISTRY_CHANGED)), statistics.registry_status == STATUS_SUCCESS);
		EXPECT_EQUAL(!!(statistics.types & PRM_TYPE_MASK(PRM_PROCESS_STARTED)), statistics.process_status == STATUS_SUCCESS);
		client_end_all(&client);
	}
	/* Device, its handle, its list, and its link are needed; the three watches are not. */
	EXPECT_EQUAL(refused, 4);
	EXPECT_EQUAL(failed, 7);
}

TEST(a_kernel_that_lacks_a_routine_is_watched_as_far_as_it_goes)
{
	static const struct {
		const char *name;
		ULONG missing;
	} cases[] = {
		{ "PsSetCreateProcessNotifyRoutineEx", PRM_CAN_WATCH_PROCESSES },
		{ "CmUnRegisterCallback", PRM_CAN_WATCH_REGISTRY },
		{ "KeQuerySystemTimePrecise", PRM_HAS_PRECISE_TIME },
	};

	for (size_t which = 0; which < RTL_NUMBER_OF(cases); which++) {
		struct prm_statistics statistics;
		struct client client;

		mock_show_routines();
		mock_hide_routine(cases[which].name);
		client = client_begin();
		statistics = client_statistics(&client);
		EXPECT(!(statistics.capabilities & cases[which].missing));
		EXPECT_EQUAL(statistics.process_status, which == 0 ? STATUS_PROCEDURE_NOT_FOUND : STATUS_SUCCESS);
		EXPECT_EQUAL(statistics.registry_status, which == 1 ? STATUS_PROCEDURE_NOT_FOUND : STATUS_SUCCESS);
		happen(64);
		EXPECT_EQUAL(client_drain(&client), 1);
		client_end_all(&client);
	}
}

/* The test image stands in for what is missing; the released one does without, which the room itself is asked for. */
TEST(time_and_copies_have_a_way_in_every_kernel)
{
	static const UCHAR bytes[16] = { 1, 2, 3 };
	UCHAR copy[16] = { 0 };
	UINT64 before, after;

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	mock_driver_unload();
	for (int way = 0; way < 3; way++) {
		before = KernelTime();
		after = KernelTime();
		EXPECT(before > 0 && after > before);
		if (way == 0)
			KernelRoutines.SystemTimePrecise = NULL;
		else
			KernelRoutines.SystemTime = NULL;
	}
	KernelRoutines.MemoryCopy = NULL;
	EXPECT_EQUAL(KernelCopyUntrusted(copy, mock_paged(bytes, 16), 16), 16);
	EXPECT(!memcmp(copy, bytes, 16));
	EXPECT_EQUAL(KernelCopyUntrusted(copy, mock_untrusted(bytes, 16, 0), 16), 0);
	EXPECT_EQUAL(KernelCopyUntrusted(copy, mock_untrusted(bytes, 16, 0), 0), 0);
}

/* On Windows the last handle comes first; in Wine DriverUnload runs while clients are there, and nobody is asked afterwards. */
TEST(the_driver_goes_with_sessions_open_and_lets_go_of_all_that_is_theirs)
{
	struct client first = client_begin(), second = client_open(), idle = client_open();
	struct prm_start start = start_of(second.event);

	EXPECT_EQUAL(client_start(&second, &start), STATUS_SUCCESS);
	happen_often(100);
	mock_driver_unload();
	client_end(&first);
	client_end(&second);
	client_end(&idle);
}

/* In Wine a request can be on its way through the driver when the driver is told to go: it waits for it. */
static void *unloader;

static void unload(void *unused)
{
	(void)unused;
	mock_driver_unload();
}

static void unload_meanwhile(void *unused)
{
	unsigned int delays = mock_delays();

	unloader = mock_thread_start(unload, unused);
	while (mock_delays() == delays)
		sched_yield();
}

TEST_WITH_THREADS(the_driver_does_not_go_under_a_request_that_is_being_served)
{
	struct client client = client_begin();
	struct batch batch;

	happen(64);
	mock_at_release(1, unload_meanwhile, NULL);
	batch = client_take(&client, 4096);
	EXPECT_EQUAL(batch.status, STATUS_SUCCESS);
	EXPECT_EQUAL(batch.header.records, 1);
	batch_free(&batch);
	mock_thread_join(unloader);
	client_end(&client);
}

/* One that reaches the room after the driver's end has looked for requests, as Wine may send it: nobody would end its session. */
TEST(a_start_after_the_end_is_refused)
{
	struct prm_start start = start_of(NULL);
	FILE_OBJECT file = { 0 };
	KEVENT event;

	KeInitializeEvent(&event, SynchronizationEvent, FALSE);
	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	mock_driver_unload();
	EXPECT_EQUAL(SessionStart(&file, &start, &event), STATUS_DELETE_PENDING);
}

TEST(a_close_without_cleanup_ends_the_session_too)
{
	struct client client = client_begin(), other = client_open();

	happen(64);
	mock_close_without_cleanup(client.file);
	mock_close_handle(client.event);
	EXPECT_EQUAL(client_statistics(&other).sessions, 0);
	client_end_all(&other);
}

/* Another thread's request holds the file object while the last handle is closed: it may reach the driver after the cleanup. */
TEST(a_start_that_comes_after_the_cleanup_ends_with_the_close)
{
	struct client client, other;
	struct prm_start start;

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	client = client_open();
	other = client_open();
	start = start_of(client.event);
	mock_file_reference(client.file);
	mock_close(client.file);
	EXPECT_EQUAL(client_start(&client, &start), STATUS_SUCCESS);
	EXPECT_EQUAL(client_statistics(&other).sessions, 1);
	mock_file_dereference(client.file);
	EXPECT_EQUAL(client_statistics(&other).sessions, 0);
	mock_close_handle(client.event);
	client_end_all(&other);
}
