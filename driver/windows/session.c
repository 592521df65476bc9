/* SPDX-License-Identifier: Apache-2.0 */
/* A session's life, and what its owner asks of it. What is delivered to it comes by delivery.c. */
#include "session.h"
#include "session_table.h"

/* Nobody is kept at DISPATCH_LEVEL for more than this and one record, however large a reader's buffer is. */
#define TAKE_LIMIT (64u << 10)

SESSION Sessions[PRM_SESSIONS_MAX];
volatile LONG WantedTypes;
static FAST_MUTEX SessionControl;
static BOOLEAN SessionsClosed;	/* under SessionControl */

/* ExAcquireFastMutex would raise to APC_LEVEL, where what is called meanwhile may not be. */
static VOID SessionControlAcquire(VOID)
{
	KeEnterCriticalRegion();
	ExAcquireFastMutexUnsafe(&SessionControl);
}

static VOID SessionControlRelease(VOID)
{
	ExReleaseFastMutexUnsafe(&SessionControl);
	KeLeaveCriticalRegion();
}

VOID SessionsInitialize(VOID)
{
	ULONG Index;

	ExInitializeFastMutex(&SessionControl);
	SessionsClosed = FALSE;
	WRITE_LONG(&WantedTypes, 0);
	RtlZeroMemory(Sessions, sizeof(Sessions));
	for (Index = 0; Index < PRM_SESSIONS_MAX; Index++)
		KeInitializeSpinLock(&Sessions[Index].Lock);
}

/* Under SessionControl, which is all that Owner needs to be read. */
static PSESSION SessionFind(PFILE_OBJECT Owner)
{
	ULONG Index;

	for (Index = 0; Index < PRM_SESSIONS_MAX; Index++) {
		if (Sessions[Index].Owner == Owner)
			return &Sessions[Index];
	}
	return NULL;
}

/* Under SessionControl. */
static VOID SessionsUpdateWanted(VOID)
{
	LONG Types = 0;
	ULONG Index;

	for (Index = 0; Index < PRM_SESSIONS_MAX; Index++)
		Types |= Sessions[Index].Types;
	WRITE_LONG(&WantedTypes, Types);
}

/* Under SessionControl. */
static VOID SessionOpen(PSESSION Session, PFILE_OBJECT Owner, const struct prm_start *Start, PKEVENT Event, PUCHAR Buffer,
			ULONG Size)
{
	KLOCK_QUEUE_HANDLE Held;

	KeAcquireInStackQueuedSpinLock(&Session->Lock, &Held);
	Session->Owner = Owner;
	Session->Generation++;
	Session->Event = Event;
	RingInitialize(&Session->Ring, Buffer, Size);
	Session->Seen = 0;
	Session->Delivered = 0;
	Session->Lost = 0;
	WRITE_LONG(&Session->Filter, (LONG)Start->filter);
	WRITE_LONG(&Session->ProcessId, (LONG)Start->process_id);
	WRITE_LONG(&Session->Types, (LONG)Start->types);
	KeReleaseInStackQueuedSpinLock(&Held);
	SessionsUpdateWanted();
}

/* Under SessionControl. */
static VOID SessionClose(PSESSION Session)
{
	KLOCK_QUEUE_HANDLE Held;
	PUCHAR Buffer;
	PKEVENT Event;

	KeAcquireInStackQueuedSpinLock(&Session->Lock, &Held);
	WRITE_LONG(&Session->Types, 0);
	Session->Owner = NULL;
	Event = Session->Event;
	Session->Event = NULL;
	Buffer = Session->Ring.Buffer;
	RingInitialize(&Session->Ring, NULL, 0);
	KeReleaseInStackQueuedSpinLock(&Held);
	SessionsUpdateWanted();
	ExFreePoolWithTag(Buffer, PRM_POOL_TAG);
	ObDereferenceObject(Event);
}

NTSTATUS SessionStart(PFILE_OBJECT Owner, const struct prm_start *Start, PKEVENT Event)
{
	ULONG Size = (Start->ring_bytes + PAGE_SIZE - 1) & ~(ULONG)(PAGE_SIZE - 1);
	NTSTATUS Status = STATUS_SUCCESS;
	PUCHAR Buffer = NULL;
	PSESSION Session;

	SessionControlAcquire();
	Session = SessionFind(NULL);
	if (SessionsClosed)
		Status = STATUS_DELETE_PENDING;
	else if (SessionFind(Owner) != NULL)
		Status = STATUS_DEVICE_BUSY;
	else if (Session == NULL)
		Status = STATUS_TOO_MANY_SESSIONS;
	else if ((Buffer = ExAllocatePoolWithTag(NonPagedPoolNx, Size, PRM_POOL_TAG)) == NULL)
		Status = STATUS_INSUFFICIENT_RESOURCES;
	else
		SessionOpen(Session, Owner, Start, Event, Buffer, Size);
	SessionControlRelease();
	return Status;
}

NTSTATUS SessionStop(PFILE_OBJECT Owner)
{
	PSESSION Session;

	SessionControlAcquire();
	Session = SessionFind(Owner);
	if (Session != NULL)
		SessionClose(Session);
	SessionControlRelease();
	return Session != NULL ? STATUS_SUCCESS : STATUS_INVALID_DEVICE_STATE;
}

VOID SessionsUninitialize(VOID)
{
	ULONG Index;

	SessionControlAcquire();
	SessionsClosed = TRUE;
	for (Index = 0; Index < PRM_SESSIONS_MAX; Index++) {
		if (Sessions[Index].Owner != NULL)
			SessionClose(&Sessions[Index]);
	}
	SessionControlRelease();
}

/* Locks the file object's session, or says that there is none. */
static PSESSION SessionLock(PFILE_OBJECT Owner, PKLOCK_QUEUE_HANDLE Held)
{
	ULONG Index;

	for (Index = 0; Index < PRM_SESSIONS_MAX; Index++) {
		KeAcquireInStackQueuedSpinLock(&Sessions[Index].Lock, Held);
		if (Sessions[Index].Owner == Owner)
			return &Sessions[Index];
		KeReleaseInStackQueuedSpinLock(Held);
	}
	return NULL;
}

/*
 * The lock is let go of every TAKE_LIMIT bytes. Two threads that take from one session therefore get parts that interleave,
 * each in order; one that takes while another stops gets what it has taken.
 */
NTSTATUS SessionTake(PFILE_OBJECT Owner, PUCHAR Output, ULONG Length, PULONG_PTR Written)
{
	struct prm_batch Batch = { 0 };
	KLOCK_QUEUE_HANDLE Held;
	ULONG Offset = sizeof(Batch);
	UINT64 Generation;
	PSESSION Session = SessionLock(Owner, &Held);
	RING_TAKEN Taken;

	if (Session == NULL)
		return STATUS_INVALID_DEVICE_STATE;
	Generation = Session->Generation;
	for (;;) {
		Taken = RingTake(&Session->Ring, Output, Length, Offset, TAKE_LIMIT);
		Offset += Taken.Bytes;
		Batch.records += Taken.Records;
		Session->Delivered += Taken.Records;
		Batch.waiting_records = Session->Ring.Records;
		Batch.waiting_bytes = RingWaitingBytes(&Session->Ring);
		Batch.lost = Session->Lost;
		KeReleaseInStackQueuedSpinLock(&Held);
		if (Taken.Bytes < TAKE_LIMIT)
			break;
		KeAcquireInStackQueuedSpinLock(&Session->Lock, &Held);
		if (Session->Owner != Owner || Session->Generation != Generation) {
			KeReleaseInStackQueuedSpinLock(&Held);
			Batch.waiting_records = 0;
			Batch.waiting_bytes = 0;
			break;
		}
	}
	if (Batch.records == 0 && Batch.waiting_records != 0)
		return STATUS_BUFFER_TOO_SMALL;
	Batch.bytes = Offset - (ULONG)sizeof(Batch);
	RtlCopyMemory(Output, &Batch, sizeof(Batch));
	*Written = Offset;
	return STATUS_SUCCESS;
}

VOID SessionStatistics(PFILE_OBJECT Owner, struct prm_statistics *Statistics)
{
	KLOCK_QUEUE_HANDLE Held;
	ULONG Index;

	for (Index = 0; Index < PRM_SESSIONS_MAX; Index++) {
		PSESSION Session = &Sessions[Index];

		KeAcquireInStackQueuedSpinLock(&Session->Lock, &Held);
		if (Session->Owner != NULL)
			Statistics->sessions++;
		if (Session->Owner == Owner) {
			Statistics->ring_bytes = Session->Ring.Size;
			Statistics->types = (ULONG)Session->Types;
			Statistics->seen = Session->Seen;
			Statistics->delivered = Session->Delivered;
			Statistics->lost = Session->Lost;
			Statistics->waiting_records = Session->Ring.Records;
			Statistics->waiting_bytes = RingWaitingBytes(&Session->Ring);
		}
		KeReleaseInStackQueuedSpinLock(&Held);
	}
}
