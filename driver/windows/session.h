/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sessions: one for each file object that has said START. A session owns its ring and its reference to the caller's event,
 * and ends with STOP, with the file object's last handle, or with the driver.
 */
#ifndef PRM_SESSION_H
#define PRM_SESSION_H

#include "kernel.h"

VOID SessionsInitialize(VOID);

/* Ends every session; new ones are refused from here on. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID SessionsUninitialize(VOID);

/* Takes the reference to Event over when it succeeds, and only then. Start has been checked. */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS SessionStart(_In_ PFILE_OBJECT Owner, _In_ const struct prm_start *Start, _In_ PKEVENT Event);

/* STATUS_INVALID_DEVICE_STATE when the file object has none. */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS SessionStop(_In_ PFILE_OBJECT Owner);

/* Fills Output, of Length bytes, of which it says in Written how many it wrote. */
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS SessionTake(_In_ PFILE_OBJECT Owner, _Out_ PUCHAR Output, _In_ ULONG Length, _Out_ PULONG_PTR Written);

/* The session's part of the statistics, and how many sessions there are. */
_IRQL_requires_max_(APC_LEVEL)
VOID SessionStatistics(_In_ PFILE_OBJECT Owner, _Inout_ struct prm_statistics *Statistics);

/*
 * Whether any session wants an event of this type about this process: one read where nobody does, so that an idle driver costs
 * the kernel nothing. It may be out of date by the time it returns; SessionsDeliver asks again, under the lock.
 */
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN SessionsWant(_In_ enum prm_type Type, _In_ ULONG ProcessId);

/* Puts the record into the ring of every session that wants it. It is in non-paged memory and no one else's. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID SessionsDeliver(_Inout_ struct prm_header *Record, _In_ ULONG ProcessId);

/* An event that could not be made into a record is lost in every session that wants it. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID SessionsLose(_In_ enum prm_type Type, _In_ ULONG ProcessId);

#endif
