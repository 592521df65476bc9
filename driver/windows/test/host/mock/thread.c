/* SPDX-License-Identifier: Apache-2.0 */
/* System threads, and threads of tests. */
#include <stdlib.h>

#include "internal.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ended = PTHREAD_COND_INITIALIZER;
static int system_threads;	/* lock; that still run the driver's code */
static int ending_threads;	/* lock; that no longer do, but are not gone */

struct mock_thread {
	DISPATCHER_HEADER header;
	pthread_t thread;
	PKSTART_ROUTINE routine;
	PVOID context;
	void (*test_routine)(void *);
	PEPROCESS process;	/* of a test's thread: whose code it runs */
};

struct mock_type mock_thread_type = { .name = "Thread" };

static void end_system_thread(struct mock_thread *thread)
{
	struct mock_cpu *cpu = mock_cpu();

	mock_require(!cpu->level && !cpu->critical_regions && !cpu->spin_locks && !cpu->mutexes, "a system thread ends with a lock held");
	mock_threads_add(-1);
	pthread_mutex_lock(&lock);
	system_threads--;
	ending_threads++;
	pthread_mutex_unlock(&lock);
	mock_dispatcher_signal(&thread->header);
	ObfDereferenceObject(thread);
	pthread_mutex_lock(&lock);
	ending_threads--;
	pthread_cond_broadcast(&ended);
	pthread_mutex_unlock(&lock);
}

static _Thread_local struct mock_thread *self;

static void *run_system_thread(void *argument)
{
	self = argument;
	mock_cpu()->process = PsInitialSystemProcess;
	self->routine(self->context);
	end_system_thread(self);
	return NULL;
}

NTSTATUS PsTerminateSystemThread(NTSTATUS status)
{
	(void)status;
	mock_at_most(PASSIVE_LEVEL, __func__);
	mock_require(self && self->routine, "PsTerminateSystemThread of another thread than a system thread");
	end_system_thread(self);
	pthread_exit(NULL);
}

NTSTATUS PsCreateSystemThread(PHANDLE handle, ULONG access, POBJECT_ATTRIBUTES attributes, HANDLE process, PCLIENT_ID id,
			      PKSTART_ROUTINE routine, PVOID context)
{
	struct mock_thread *thread;

	mock_at_most(PASSIVE_LEVEL, __func__);
	mock_require(attributes && attributes->Attributes & OBJ_KERNEL_HANDLE && !process && !id,
		     "PsCreateSystemThread: a kernel handle, in the system's process");
	if (mock_refused())
		return STATUS_INSUFFICIENT_RESOURCES;
	thread = mock_object_new(&mock_thread_type, sizeof(*thread));
	thread->header.Type = MOCK_THREAD;
	thread->routine = routine;
	thread->context = context;
	*handle = mock_handle_new(thread, access, true);
	pthread_mutex_lock(&lock);
	system_threads++;
	pthread_mutex_unlock(&lock);
	mock_threads_add(1);
	if (pthread_create(&thread->thread, NULL, run_system_thread, thread))
		mock_fail("the host has no thread");
	pthread_detach(thread->thread);
	return STATUS_SUCCESS;
}

void mock_threads_require_none(void)
{
	pthread_mutex_lock(&lock);
	mock_require(!system_threads, "%d system threads still run the driver's code", system_threads);
	while (ending_threads)
		pthread_cond_wait(&ended, &lock);
	pthread_mutex_unlock(&lock);
}

static void *run_test_thread(void *argument)
{
	struct mock_thread *thread = argument;

	mock_cpu()->process = thread->process;
	thread->test_routine(thread->context);
	return NULL;
}

void *mock_thread_start(void (*routine)(void *), void *argument)
{
	struct mock_thread *thread = calloc(1, sizeof(*thread));

	mock_require(thread != NULL, "the host has no memory");
	thread->test_routine = routine;
	thread->context = argument;
	thread->process = mock_cpu()->process;
	mock_threads_add(1);
	if (pthread_create(&thread->thread, NULL, run_test_thread, thread))
		mock_fail("the host has no thread");
	return thread;
}

void mock_thread_join(void *argument)
{
	struct mock_thread *thread = argument;

	pthread_join(thread->thread, NULL);
	mock_threads_add(-1);
	free(thread);
}

HANDLE mock_thread_handle_new(void)
{
	struct mock_thread *thread = mock_object_new(&mock_thread_type, sizeof(*thread));
	HANDLE handle = mock_handle_new(thread, THREAD_ALL_ACCESS, false);

	thread->header.Type = MOCK_THREAD;
	ObfDereferenceObject(thread);
	return handle;
}
