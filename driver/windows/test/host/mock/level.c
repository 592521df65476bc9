/* SPDX-License-Identifier: Apache-2.0 */
/* Levels and locks. Each thread has a level of its own, as each processor has. */
#include <sched.h>
#include <stdlib.h>

#include "internal.h"

static _Thread_local struct mock_cpu cpu;
static ULONG last_thread_id = 100;

struct mock_cpu *mock_cpu(void)
{
	if (!cpu.thread_id)
		cpu.thread_id = __atomic_add_fetch(&last_thread_id, 4, __ATOMIC_RELAXED);
	return &cpu;
}

ULONG mock_thread_id(void)
{
	return mock_cpu()->thread_id;
}

void mock_at_most(KIRQL level, const char *call)
{
	mock_require(mock_cpu()->level <= level, "%s at level %d; at most %d is legal", call, cpu.level, level);
}

static KIRQL raise_to(KIRQL level)
{
	KIRQL old = mock_cpu()->level;

	cpu.level = level;
	if (level >= DISPATCH_LEVEL && old < DISPATCH_LEVEL)
		mock_paged_guard(true);
	return old;
}

static void lower_to(KIRQL level)
{
	if (level < DISPATCH_LEVEL && cpu.level >= DISPATCH_LEVEL)
		mock_paged_guard(false);
	cpu.level = level;
}

/* The word of a lock is its owner, so that who takes it twice or releases another's is found. */
static void take(PKSPIN_LOCK lock, const char *call)
{
	ULONG_PTR none = 0, self = mock_cpu()->thread_id;

	mock_require(__atomic_load_n(lock, __ATOMIC_RELAXED) != self, "%s: this thread has the lock", call);
	while (!__atomic_compare_exchange_n(lock, &none, self, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
		none = 0;
		sched_yield();
	}
}

static void give(PKSPIN_LOCK lock, const char *call)
{
	mock_require(__atomic_load_n(lock, __ATOMIC_RELAXED) == mock_cpu()->thread_id, "%s: this thread does not have the lock",
		     call);
	__atomic_store_n(lock, 0, __ATOMIC_RELEASE);
}

void KeInitializeSpinLock(PKSPIN_LOCK lock)
{
	__atomic_store_n(lock, 0, __ATOMIC_RELEASE);
}

/* What is to be done at the n-th time from now; 0: nothing. */
struct hook {
	unsigned int n;
	void (*routine)(void *);
	void *argument;
};
static _Thread_local struct hook at_acquire, at_release;

void mock_at_acquire(unsigned int n, void (*routine)(void *), void *argument)
{
	at_acquire = (struct hook){ n, routine, argument };
}

void mock_at_release(unsigned int n, void (*routine)(void *), void *argument)
{
	at_release = (struct hook){ n, routine, argument };
}

static void run(struct hook *hook)
{
	if (hook->n && mock_cpu()->level == PASSIVE_LEVEL && !--hook->n)
		hook->routine(hook->argument);
}

KIRQL KeAcquireSpinLockRaiseToDpc(PKSPIN_LOCK lock)
{
	KIRQL old;

	run(&at_acquire);
	mock_at_most(DISPATCH_LEVEL, __func__);
	old = raise_to(DISPATCH_LEVEL);
	take(lock, __func__);
	cpu.spin_locks++;
	return old;
}

void KeReleaseSpinLock(PKSPIN_LOCK lock, KIRQL level)
{
	mock_require(mock_cpu()->level == DISPATCH_LEVEL, "KeReleaseSpinLock at level %d", cpu.level);
	give(lock, __func__);
	cpu.spin_locks--;
	mock_require(level == DISPATCH_LEVEL || !cpu.spin_locks, "KeReleaseSpinLock lowers the level under another spin lock");
	lower_to(level);
	run(&at_release);
}

void KeAcquireInStackQueuedSpinLock(PKSPIN_LOCK lock, PKLOCK_QUEUE_HANDLE handle)
{
	handle->Lock = lock;
	handle->OldIrql = KeAcquireSpinLockRaiseToDpc(lock);
}

void KeReleaseInStackQueuedSpinLock(PKLOCK_QUEUE_HANDLE handle)
{
	KeReleaseSpinLock(handle->Lock, handle->OldIrql);
}

void KeEnterCriticalRegion(void)
{
	mock_at_most(APC_LEVEL, __func__);
	mock_cpu()->critical_regions++;
}

void KeLeaveCriticalRegion(void)
{
	mock_at_most(APC_LEVEL, __func__);
	mock_require(mock_cpu()->critical_regions > 0, "KeLeaveCriticalRegion outside of one");
	cpu.critical_regions--;
	mock_require(cpu.critical_regions || !cpu.mutexes || cpu.level == APC_LEVEL,
		     "KeLeaveCriticalRegion with a fast mutex held: the thread can be suspended with it");
}

void ExInitializeFastMutex(PFAST_MUTEX mutex)
{
	mutex->OldIrql = PASSIVE_LEVEL;
	KeInitializeSpinLock(&mutex->Owner);
}

void ExAcquireFastMutexUnsafe(PFAST_MUTEX mutex)
{
	mock_at_most(APC_LEVEL, __func__);
	mock_require(mock_cpu()->level == APC_LEVEL || cpu.critical_regions,
		     "ExAcquireFastMutexUnsafe with normal APCs enabled: KeEnterCriticalRegion first");
	take(&mutex->Owner, __func__);
	cpu.mutexes++;
}

void ExReleaseFastMutexUnsafe(PFAST_MUTEX mutex)
{
	mock_at_most(APC_LEVEL, __func__);
	mock_require(mock_cpu()->level == APC_LEVEL || cpu.critical_regions, "ExReleaseFastMutexUnsafe with normal APCs enabled");
	give(&mutex->Owner, __func__);
	cpu.mutexes--;
}

void ExAcquireFastMutex(PFAST_MUTEX mutex)
{
	KIRQL old;

	mock_at_most(APC_LEVEL, __func__);
	old = raise_to(APC_LEVEL);
	ExAcquireFastMutexUnsafe(mutex);
	mutex->OldIrql = old;
}

void ExReleaseFastMutex(PFAST_MUTEX mutex)
{
	KIRQL old = mutex->OldIrql;

	mock_require(mock_cpu()->level == APC_LEVEL, "ExReleaseFastMutex at level %d", cpu.level);
	ExReleaseFastMutexUnsafe(mutex);
	lower_to(old);
}

struct mock_call mock_call_begin(void)
{
	return (struct mock_call){ *mock_cpu() };
}

void mock_call_end(struct mock_call *call, const char *what)
{
	const struct mock_cpu *before = &call->before, *after = mock_cpu();

	mock_require(before->level == after->level, "%s was called at level %d and returned at %d", what, before->level, after->level);
	mock_require(before->spin_locks == after->spin_locks && before->mutexes == after->mutexes,
		     "%s returned with %d spin locks and %d mutexes more than it was called with", what,
		     after->spin_locks - before->spin_locks, after->mutexes - before->mutexes);
	mock_require(before->critical_regions == after->critical_regions, "%s returned inside %d critical regions more", what,
		     after->critical_regions - before->critical_regions);
}
