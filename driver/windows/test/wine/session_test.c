// SPDX-License-Identifier: Apache-2.0
/* What START takes and refuses, how many sessions there are, and what may be handed over as an event. */
#include <string.h>

#include "client.h"
#include "tests.h"

static void test_start(HANDLE device, HANDLE event)
{
	const struct prm_start good = { .control_version = PRM_CONTROL_VERSION, .types = EVERY_TYPE, .event = (ULONG_PTR)event,
					.ring_bytes = PRM_RING_MIN };
	struct { const char *what; struct prm_start start; NTSTATUS status; } bad[] = {
		{ "another version", good, STATUS_REVISION_MISMATCH },
		{ "no type", good, STATUS_INVALID_PARAMETER },
		{ "type 0", good, STATUS_INVALID_PARAMETER },
		{ "an unknown type", good, STATUS_INVALID_PARAMETER },
		{ "an unknown filter", good, STATUS_INVALID_PARAMETER },
		{ "a ring of a byte less than the least", good, STATUS_INVALID_PARAMETER },
		{ "a ring of a byte more than the most", good, STATUS_INVALID_PARAMETER },
		{ "a ring of nothing", good, STATUS_INVALID_PARAMETER },
		{ "a ring of 4 GB", good, STATUS_INVALID_PARAMETER },
		{ "something reserved", good, STATUS_INVALID_PARAMETER },
	};
	struct prm_statistics state;
	NTSTATUS status;

	bad[0].start.control_version++;
	bad[1].start.types = 0;
	bad[2].start.types |= 1;
	bad[3].start.types |= PRM_TYPE_MASK(31);
	bad[4].start.filter = PRM_ONLY_PROCESS + 1;
	bad[5].start.ring_bytes--;
	bad[6].start.ring_bytes = PRM_RING_MAX + 1;
	bad[7].start.ring_bytes = 0;
	bad[8].start.ring_bytes = UINT32_MAX;
	bad[9].start.reserved = 1;
	for (size_t i = 0; i < ARRAYSIZE(bad); i++) {
		status = control(device, IOCTL_PRM_STARTHOOK, &bad[i].start, sizeof(bad[i].start), NULL, 0, NULL);
		CHECK(status == bad[i].status, "start: %s is refused (0x%08lx)", bad[i].what, status);
	}
	CHECK(!statistics(device).sessions, "start: no refusal has left a session");

	status = session_start(device, event, EVERY_TYPE, PRM_RING_MIN + 1);
	state = statistics(device);
	CHECK(!status && state.ring_bytes > PRM_RING_MIN && state.ring_bytes % 4096 == 0 && state.types && state.sessions == 1,
	      "start: the ring is rounded up to pages: %u", state.ring_bytes);
	CHECK(session_start(device, event, EVERY_TYPE, PRM_RING_MIN) == STATUS_DEVICE_BUSY, "start: one session a file object");
	CHECK(!session_stop(device) && !statistics(device).sessions, "start: stopped");
	CHECK(!session_start(device, event, EVERY_TYPE, PRM_RING_MAX) && !session_stop(device), "start: and again, with the largest ring");
}

void test_sessions(void)
{
	HANDLE devices[PRM_SESSIONS_MAX + 1], event = event_new();
	unsigned int started = 0;
	NTSTATUS ninth;

	for (unsigned int i = 0; i <= PRM_SESSIONS_MAX; i++)
		devices[i] = device();
	test_start(devices[0], event);
	for (unsigned int i = 0; i < PRM_SESSIONS_MAX; i++)
		started += !session_start(devices[i], event, EVERY_TYPE, PRM_RING_MIN);
	ninth = session_start(devices[PRM_SESSIONS_MAX], event, EVERY_TYPE, PRM_RING_MIN);
	CHECK(started == PRM_SESSIONS_MAX && ninth == STATUS_TOO_MANY_SESSIONS && statistics(devices[0]).sessions == PRM_SESSIONS_MAX,
	      "sessions: %u, and the next is refused (0x%08lx)", started, ninth);
	CHECK(!session_stop(devices[3]) && !session_start(devices[PRM_SESSIONS_MAX], event, EVERY_TYPE, PRM_RING_MIN),
	      "sessions: one's end is another's room");
	for (unsigned int i = 1; i <= PRM_SESSIONS_MAX; i++)
		CloseHandle(devices[i]);
	CHECK(sessions_become(devices[0], 1), "sessions: closed handles end theirs");
	CloseHandle(devices[0]);
	CloseHandle(event);
}

static NTSTATUS start_with(HANDLE device, uint64_t event)
{
	struct prm_start start = { .control_version = PRM_CONTROL_VERSION, .types = EVERY_TYPE, .event = event,
				   .ring_bytes = PRM_RING_MIN };

	return control(device, IOCTL_PRM_STARTHOOK, &start, sizeof(start), NULL, 0, NULL);
}

static HANDLE with_access(HANDLE handle, DWORD access)
{
	HANDLE same = NULL;

	if (!DuplicateHandle(GetCurrentProcess(), handle, GetCurrentProcess(), &same, access, FALSE, 0))
		fatal("a handle is duplicated");
	return same;
}

void test_handles(void)
{
	HANDLE opened = device(), event = event_new(), lower = event_new(), closed = event_new();
	WCHAR image[MAX_PATH];

	GetModuleFileNameW(NULL, image, MAX_PATH);
	const struct { const char *what; uint64_t handle; NTSTATUS status; } handles[] = {
		{ "0", 0, STATUS_INVALID_HANDLE },
		{ "one that is closed", (ULONG_PTR)closed, STATUS_INVALID_HANDLE },
		{ "one that never was", 0x7ffffffc, STATUS_INVALID_HANDLE },
		{ "the process's pseudo-handle", (ULONG_PTR)GetCurrentProcess(), STATUS_INVALID_HANDLE },
		{ "the thread's pseudo-handle", (ULONG_PTR)GetCurrentThread(), STATUS_INVALID_HANDLE },
		{ "a pseudo-handle cut to 32 bits", 0xffffffff, STATUS_INVALID_HANDLE },
		{ "a kernel's handle", (ULONG_PTR)event | 0x80000000u, STATUS_INVALID_HANDLE },
		{ "a kernel's handle, sign-extended", (ULONG_PTR)event | 0xffffffff80000000u, STATUS_INVALID_HANDLE },
		{ "a good one with a bit above the 31", (ULONG_PTR)event | 0x100000000u, STATUS_INVALID_HANDLE },
		{ "a file", (ULONG_PTR)CreateFileW(image, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL),
		  STATUS_OBJECT_TYPE_MISMATCH },
		{ "the device itself", (ULONG_PTR)opened, STATUS_OBJECT_TYPE_MISMATCH },
		{ "a thread", (ULONG_PTR)with_access(GetCurrentThread(), THREAD_ALL_ACCESS), STATUS_OBJECT_TYPE_MISMATCH },
		{ "a process", (ULONG_PTR)with_access(GetCurrentProcess(), PROCESS_ALL_ACCESS), STATUS_OBJECT_TYPE_MISMATCH },
		{ "a mutex", (ULONG_PTR)CreateMutexW(NULL, FALSE, NULL), STATUS_OBJECT_TYPE_MISMATCH },
		{ "a semaphore", (ULONG_PTR)CreateSemaphoreW(NULL, 0, 1, NULL), STATUS_OBJECT_TYPE_MISMATCH },
		{ "an event that may only be waited for", (ULONG_PTR)with_access(event, SYNCHRONIZE), STATUS_ACCESS_DENIED },
		{ "an event that may only be asked", (ULONG_PTR)with_access(event, 0x0001 /* EVENT_QUERY_STATE */), STATUS_ACCESS_DENIED },
		{ "an event that may only be set", (ULONG_PTR)with_access(event, EVENT_MODIFY_STATE), STATUS_SUCCESS },
		{ "an event with every right", (ULONG_PTR)event, STATUS_SUCCESS },
		{ "an event that is reset by hand", (ULONG_PTR)CreateEventW(NULL, TRUE, FALSE, NULL), STATUS_SUCCESS },
	};

	/* Wine takes the lowest free number for itself while it calls. */
	CloseHandle(lower);
	CloseHandle(closed);
	for (size_t i = 0; i < ARRAYSIZE(handles); i++) {
		NTSTATUS status = start_with(opened, handles[i].handle);

		CHECK(status == handles[i].status, "handles: as its event, %s: %s (0x%08lx)", handles[i].what,
		      handles[i].status ? "refused" : "taken", status);
		if (!status)
			session_stop(opened);
		if (handles[i].status != STATUS_INVALID_HANDLE && handles[i].handle != (ULONG_PTR)opened)
			CloseHandle((HANDLE)(ULONG_PTR)handles[i].handle);
	}
	CHECK(!statistics(opened).sessions, "handles: none of them has left a session");
	CloseHandle(opened);
}
