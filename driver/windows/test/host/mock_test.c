// SPDX-License-Identifier: Apache-2.0
/* The mock itself: each breach that it is there to find, committed by a child that has to die of it and say why. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"
#include "kernel_routines.h"

static KSPIN_LOCK lock;
static FAST_MUTEX mutex;

/* ASan is quicker than the mock where memory is used that is free. */
#if defined(__SANITIZE_ADDRESS__)
#define DEREFERENCED_TOO_OFTEN "heap-use-after-free"
#else
#define DEREFERENCED_TOO_OFTEN "one that is gone"
#endif

/* Whether it dies and its last words contain these. */
static bool dies(void (*breach)(void), const char *words)
{
	char said[4096];
	size_t length = 0;
	ssize_t more;
	int ends[2], status;
	pid_t child;

	if (pipe(ends))
		return false;
	fflush(stdout);
	child = fork();
	if (!child) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		breach();
		_exit(0);
	}
	close(ends[1]);
	while (length < sizeof(said) - 1 && (more = read(ends[0], said + length, sizeof(said) - 1 - length)) > 0)
		length += (size_t)more;
	said[length] = 0;
	close(ends[0]);
	waitpid(child, &status, 0);
	if (status && strstr(said, words))
		return true;
	printf("      status %x: %.300s\n", status, said);
	return false;
}

static void touch_paged(void)
{
	volatile WCHAR *text = mock_paged_string(L"x").Buffer;

	KeAcquireSpinLockRaiseToDpc(&lock);
	(void)text[0];
}

static void wait_at_dispatch(void)
{
	KEVENT event;

	KeInitializeEvent(&event, NotificationEvent, TRUE);
	KeAcquireSpinLockRaiseToDpc(&lock);
	KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, NULL);
}

static void close_at_apc(void)
{
	ExInitializeFastMutex(&mutex);
	ExAcquireFastMutex(&mutex);
	ZwClose(NULL);
}

static void allocate_paged_at_dispatch(void)
{
	KeAcquireSpinLockRaiseToDpc(&lock);
	ExAllocatePoolWithTag(PagedPool, 8, 1);
}

static void lock_twice(void)
{
	KeAcquireSpinLockRaiseToDpc(&lock);
	KeAcquireSpinLockRaiseToDpc(&lock);
}

static void unlock_what_is_free(void)
{
	KSPIN_LOCK other = 0;

	KeAcquireSpinLockRaiseToDpc(&lock);
	KeReleaseSpinLock(&other, PASSIVE_LEVEL);
}

static void mutex_without_region(void)
{
	ExInitializeFastMutex(&mutex);
	ExAcquireFastMutexUnsafe(&mutex);
}

static void leave_region_with_mutex(void)
{
	ExInitializeFastMutex(&mutex);
	KeEnterCriticalRegion();
	ExAcquireFastMutexUnsafe(&mutex);
	KeLeaveCriticalRegion();
}

static void free_twice(void)
{
	PVOID memory = ExAllocatePoolWithTag(NonPagedPoolNx, 8, 1);

	ExFreePoolWithTag(memory, 1);
	ExFreePoolWithTag(memory, 1);
}

static void free_with_another_tag(void)
{
	ExFreePoolWithTag(ExAllocatePoolWithTag(NonPagedPoolNx, 8, 1), 2);
}

static void leak_pool(void)
{
	ExAllocatePoolWithTag(NonPagedPoolNx, 8, 1);
	mock_end();
}

static void leak_object(void)
{
	ObReferenceObject(PsGetCurrentProcess());
	mock_end();
}

static void dereference_what_is_gone(void)
{
	PEPROCESS process = mock_process_new(1, 0, 0, &mock_system);

	ObReferenceObject(process);
	ObDereferenceObject(process);
	ObDereferenceObject(process);
	ObDereferenceObject(process);
}

static void reference_as_kernel(void)
{
	PVOID object;

	ObReferenceObjectByHandle(mock_event_new(EVENT_ALL_ACCESS), EVENT_MODIFY_STATE, *ExEventObjectType, KernelMode, &object, NULL);
}

static void reference_with_everything(void)
{
	PVOID object;

	ObReferenceObjectByHandle(mock_event_new(EVENT_ALL_ACCESS), GENERIC_ALL, *ExEventObjectType, UserMode, &object, NULL);
}

static void leave_callback(void)
{
	PsSetLoadImageNotifyRoutine((PLOAD_IMAGE_NOTIFY_ROUTINE)(void (*)(void))leave_callback);
	mock_end();
}

static void forget_path(void)
{
	LARGE_INTEGER cookie = { .QuadPart = 1 };
	PCUNICODE_STRING name;

	mock_driver_load();
	KernelRoutines.GetKeyObjectId(&cookie, mock_key_new(L"\\x"), NULL, &name, 0);
	mock_driver_unload();
}

TEST(the_mock_finds_what_it_is_there_to_find)
{
	static const struct {
		void (*breach)(void);
		const char *words;
	} breaches[] = {
		{ touch_paged, "paged memory touched at DISPATCH_LEVEL" },
		{ wait_at_dispatch, "KeWaitForSingleObject at level 2" },
		{ close_at_apc, "ZwClose at level 1" },
		{ allocate_paged_at_dispatch, "ExAllocatePoolWithTag at level 2" },
		{ lock_twice, "this thread has the lock" },
		{ unlock_what_is_free, "does not have the lock" },
		{ mutex_without_region, "with normal APCs enabled" },
		{ leave_region_with_mutex, "with a fast mutex held" },
		{ free_twice, "is free already" },
		{ free_with_another_tag, "ExFreePoolWithTag" },
		{ leak_pool, "1 pool blocks are left" },
		{ leak_object, "objects are left" },
		{ dereference_what_is_gone, DEREFERENCED_TOO_OFTEN },
		{ reference_as_kernel, "as if the kernel had made it" },
		{ reference_with_everything, "a generic access" },
		{ leave_callback, "a callback is left" },
		{ forget_path, "names of keys were not released" },
	};

	KeInitializeSpinLock(&lock);
	for (size_t which = 0; which < RTL_NUMBER_OF(breaches); which++)
		if (!EXPECT(dies(breaches[which].breach, breaches[which].words)))
			printf("      breach %zu: \"%s\"\n", which, breaches[which].words);
}
