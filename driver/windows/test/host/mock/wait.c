/* SPDX-License-Identifier: Apache-2.0 */
/* Events, waits, and time. */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "internal.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static unsigned int delays;	/* atomic */

static void make_condition(void)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&changed, &attributes);
	pthread_condattr_destroy(&attributes);
}

LONG mock_dispatcher_signal(DISPATCHER_HEADER *header)
{
	LONG before;

	pthread_once(&once, make_condition);
	pthread_mutex_lock(&lock);
	before = header->SignalState;
	header->SignalState = 1;
	header->Signals++;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	return before;
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
	(void)increment;
	mock_at_most(DISPATCH_LEVEL, __func__);
	mock_require(!wait, "KeSetEvent with Wait: the dispatcher's lock would stay taken");
	mock_require(event->Header.Type != MOCK_THREAD, "KeSetEvent of what is no event");
	return mock_dispatcher_signal(&event->Header);
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
