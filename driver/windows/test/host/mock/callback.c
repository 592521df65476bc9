/* SPDX-License-Identifier: Apache-2.0 */
/* Process and image callbacks. To take one out waits for those that run it, as the kernel does. */
#include "internal.h"

#define ROUTINES_MAX 4

/* Who takes a routine out is not kept waiting by those that come after. */
static pthread_rwlock_t lock = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;
static PCREATE_PROCESS_NOTIFY_ROUTINE_EX process_routines[ROUTINES_MAX];	/* lock */
static PLOAD_IMAGE_NOTIFY_ROUTINE image_routines[ROUTINES_MAX];		/* lock */

static int find(void *const *routines, const void *routine)
{
	for (int slot = 0; slot < ROUTINES_MAX; slot++)
		if (routines[slot] == routine)
			return slot;
	return -1;
}

static NTSTATUS add(void **routines, void *routine, const char *call)
{
	NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;
	int slot;

	mock_at_most(PASSIVE_LEVEL, call);
	if (mock_refused())
		return status;
	pthread_rwlock_wrlock(&lock);
	mock_require(find(routines, routine) < 0, "%s twice", call);
	slot = find(routines, NULL);
	if (slot >= 0) {
		routines[slot] = routine;
		status = STATUS_SUCCESS;
	}
	pthread_rwlock_unlock(&lock);
	return status;
}

static NTSTATUS take_out(void **routines, const void *routine, const char *call)
{
	int slot;

	mock_at_most(PASSIVE_LEVEL, call);
	mock_require(!mock_cpu()->mutexes, "%s under a mutex: it waits for callbacks that may want it", call);
	pthread_rwlock_wrlock(&lock);
	slot = find(routines, routine);
	mock_require(slot >= 0, "%s: it is not registered", call);
	routines[slot] = NULL;
	pthread_rwlock_unlock(&lock);
	return STATUS_SUCCESS;
}

NTSTATUS PsSetCreateProcessNotifyRoutineEx(PCREATE_PROCESS_NOTIFY_ROUTINE_EX routine, BOOLEAN remove)
{
	return remove ? take_out((void **)process_routines, routine, __func__) : add((void **)process_routines, routine, __func__);
}

NTSTATUS PsSetLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE routine)
{
	return add((void **)image_routines, routine, __func__);
}

NTSTATUS PsRemoveLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE routine)
{
	return take_out((void **)image_routines, routine, __func__);
}

void mock_callbacks_require_none(void)
{
	for (int slot = 0; slot < ROUTINES_MAX; slot++)
		mock_require(!process_routines[slot] && !image_routines[slot], "a callback is left registered");
}

static int tell_processes(PEPROCESS process, PPS_CREATE_NOTIFY_INFO information)
{
	int called = 0;

	pthread_rwlock_rdlock(&lock);
	for (int slot = 0; slot < ROUTINES_MAX; slot++)
		if (process_routines[slot]) {
			struct mock_call call;

			KeEnterCriticalRegion();
			call = mock_call_begin();
			process_routines[slot](process, ULongToHandle(process->id), information);
			mock_call_end(&call, "the process callback");
			KeLeaveCriticalRegion();
			called++;
		}
	pthread_rwlock_unlock(&lock);
	return called;
}

int mock_process_created(PEPROCESS process, PPS_CREATE_NOTIFY_INFO information)
{
	int called = tell_processes(process, information);

	mock_require(information->CreationStatus == STATUS_SUCCESS, "the driver prevented a process");
	return called;
}

int mock_process_exited(PEPROCESS process)
{
	return mock_process_exited_in(process, process);
}

int mock_process_exited_in(PEPROCESS process, PEPROCESS context)
{
	PEPROCESS before = mock_become(context);
	int called = tell_processes(process, NULL);

	mock_become(before);
	return called;
}

int mock_image_loaded(PUNICODE_STRING name, ULONG process_id, PIMAGE_INFO information)
{
	int called = 0;

	pthread_rwlock_rdlock(&lock);
	for (int slot = 0; slot < ROUTINES_MAX; slot++)
		if (image_routines[slot]) {
			struct mock_call call = mock_call_begin();

			image_routines[slot](name, ULongToHandle(process_id), information);
			mock_call_end(&call, "the image callback");
			called++;
		}
	pthread_rwlock_unlock(&lock);
	return called;
}
