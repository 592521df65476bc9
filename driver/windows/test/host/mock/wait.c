/* SPDX-License-Identifier: Apache-2.0 */
/* Events, waits, time, and threads. */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "internal.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int system_threads;	/* lock; that still run the driver's code */
static unsigned int delays;	/* atomic */
static int ending_threads;	/* lock; that no longer do, but are not gone */

static void make_condition(void)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&changed, &attributes);
	pthread_condattr_destroy(&attributes);
}

/* Under the lock. */
static LONG set_locked(DISPATCHER_HEADER *header)
{
	LONG before = header->SignalState;

	pthread_once(&once, make_condition);
	header->SignalState = 1;
	header->Signals++;
	pthread_cond_broadcast(&changed);
	return before;
}

void mock_dispatcher_signal(DISPATCHER_HEADER *header)
{
	pthread_mutex_lock(&lock);
	set_locked(header);
	pthread_mutex_unlock(&lock);
}

bool mock_dispatcher_wait(DISPATCHER_HEADER *header, long long nanoseconds)
{
	struct timespec until;
	bool signalled;
	int error = 0;

	pthread_once(&once, make_condition);
	clock_gettime(CLOCK_MONOTONIC, &until);
	nanoseconds = nanoseconds < 0 ? 3600 * 1000000000ll : nanoseconds;
	until.tv_sec += (until.tv_nsec + nanoseconds) / 1000000000;
	until.tv_nsec = (until.tv_nsec + nanoseconds) % 1000000000;
	pthread_mutex_lock(&lock);
	while (!header->SignalState && error != ETIMEDOUT)
		error = pthread_cond_timedwait(&changed, &lock, &until);
	signalled = header->SignalState;
	if (header->Type == MOCK_SYNCHRONIZATION)
		header->SignalState = 0;
	pthread_mutex_unlock(&lock);
	return signalled;
}

void KeInitializeEvent(PKEVENT event, EVENT_TYPE type, BOOLEAN state)
{
	*event = (KEVENT){ { type == NotificationEvent ? MOCK_NOTIFICATION : MOCK_SYNCHRONIZATION, state, 0 } };
}

LONG KeSetEvent(PKEVENT event, KPRIORITY increment, BOOLEAN wait)
{
	LONG before;

	(void)increment;
	mock_at_most(DISPATCH_LEVEL, __func__);
	mock_require(!wait, "KeSetEvent with Wait: the dispatcher's lock would stay taken");
	mock_require(event->Header.Type != MOCK_THREAD, "KeSetEvent of what is no event");
	pthread_mutex_lock(&lock);
	before = set_locked(&event->Header);
	pthread_mutex_unlock(&lock);
	return before;
}

LONG KeResetEvent(PKEVENT event)
{
	LONG before;

	mock_at_most(DISPATCH_LEVEL, __func__);
	pthread_mutex_lock(&lock);
	before = event->Header.SignalState;
	event->Header.SignalState = 0;
	pthread_mutex_unlock(&lock);
	return before;
}

void KeClearEvent(PKEVENT event)
{
	KeResetEvent(event);
}

NTSTATUS KeWaitForSingleObject(PVOID object, KWAIT_REASON reason, KPROCESSOR_MODE mode, BOOLEAN alertable, PLARGE_INTEGER timeout)
{
	(void)reason;
	mock_at_most(timeout && !timeout->QuadPart ? DISPATCH_LEVEL : APC_LEVEL, __func__);
	mock_require(mode == KernelMode && !alertable, "a wait that the user can end, or page out");
	mock_require(!timeout || timeout->QuadPart <= 0, "a wait until a point in time");
	return mock_dispatcher_wait(object, timeout ? -timeout->QuadPart * 100 : -1) ? STATUS_SUCCESS : STATUS_TIMEOUT;
}

unsigned int mock_delays(void)
{
	return __atomic_load_n(&delays, __ATOMIC_ACQUIRE);
}

NTSTATUS KeDelayExecutionThread(KPROCESSOR_MODE mode, BOOLEAN alertable, PLARGE_INTEGER interval)
{
	struct timespec duration = { -interval->QuadPart / 10000000, -interval->QuadPart % 10000000 * 100 };

	mock_at_most(APC_LEVEL, __func__);
	mock_require(mode == KernelMode && !alertable && interval->QuadPart <= 0, "KeDelayExecutionThread: a delay, in kernel mode");
	__atomic_add_fetch(&delays, 1, __ATOMIC_RELEASE);
	nanosleep(&duration, NULL);
	return STATUS_SUCCESS;
}

/* Time never stands still, and never runs back: of two questions the later gets the higher answer. */
static LONGLONG now(void)
{
	static LONGLONG last;	/* atomic */
	LONGLONG before = __atomic_load_n(&last, __ATOMIC_RELAXED), answer;
	struct timespec real;

	clock_gettime(CLOCK_REALTIME, &real);
	do {
		answer = (real.tv_sec + 11644473600ll) * 10000000 + real.tv_nsec / 100;
		if (answer <= before)
			answer = before + 1;
	} while (!__atomic_compare_exchange_n(&last, &before, answer, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
	return answer;
}

void KeQuerySystemTime(PLARGE_INTEGER time)
{
	time->QuadPart = now();
}

/* By MmGetSystemRoutineAddress: since Windows 8. */
void KeQuerySystemTimePrecise(PLARGE_INTEGER time)
{
	time->QuadPart = now();
}

/* the caller's events */

HANDLE mock_event_new(ACCESS_MASK access)
{
	PKEVENT event = mock_object_new(&mock_event_type, sizeof(*event));
	HANDLE handle;

	KeInitializeEvent(event, SynchronizationEvent, FALSE);
	handle = mock_handle_new(event, access, false);
	ObfDereferenceObject(event);
	return handle;
}

static DISPATCHER_HEADER *event_of(HANDLE handle)
{
	PKEVENT event = mock_handle_object(handle, mock_cpu()->process, NULL);

	mock_require(event && mock_object_type(event) == &mock_event_type, "a test asks for the state of what is no event");
	return &event->Header;
}

ULONG mock_event_signals(HANDLE handle)
{
	DISPATCHER_HEADER *event = event_of(handle);

	pthread_mutex_lock(&lock);
	ULONG signals = event->Signals;
	pthread_mutex_unlock(&lock);
	return signals;
}

bool mock_event_take(HANDLE handle)
{
	return mock_dispatcher_wait(event_of(handle), 0);
}

bool mock_event_wait(HANDLE handle, unsigned int milliseconds)
{
	return mock_dispatcher_wait(event_of(handle), milliseconds * 1000000ll);
}

/* threads */

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
	set_locked(&thread->header);
	system_threads--;
	ending_threads++;
	pthread_mutex_unlock(&lock);
	ObfDereferenceObject(thread);
	pthread_mutex_lock(&lock);
	ending_threads--;
	pthread_cond_broadcast(&changed);
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
		pthread_cond_wait(&changed, &lock);
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
