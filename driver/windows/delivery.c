/* SPDX-License-Identifier: Apache-2.0 */
/* From the watches to the sessions. Callbacks run here at once, on every processor, and wait for nothing but a session's lock. */
#include "session.h"
#include "session_table.h"

static BOOLEAN SessionWants(PSESSION Session, enum prm_type Type, ULONG ProcessId)
{
	if ((READ_LONG(&Session->Types) & (LONG)PRM_TYPE_MASK(Type)) == 0)
		return FALSE;
	switch (READ_LONG(&Session->Filter)) {
	case PRM_WITHOUT_PROCESS:
		return (ULONG)READ_LONG(&Session->ProcessId) != ProcessId;
	case PRM_ONLY_PROCESS:
		return (ULONG)READ_LONG(&Session->ProcessId) == ProcessId;
	default:
		return TRUE;
	}
}

BOOLEAN SessionsWant(enum prm_type Type, ULONG ProcessId)
{
	ULONG Index;

	if ((READ_LONG(&WantedTypes) & (LONG)PRM_TYPE_MASK(Type)) == 0)
		return FALSE;
	for (Index = 0; Index < PRM_SESSIONS_MAX; Index++) {
		if (SessionWants(&Sessions[Index], Type, ProcessId))
			return TRUE;
	}
	return FALSE;
}

/* Record is NULL for an event that is lost already. */
static VOID SessionsCount(enum prm_type Type, ULONG ProcessId, struct prm_header *Record)
{
	KLOCK_QUEUE_HANDLE Held;
	ULONG Index;

	for (Index = 0; Index < PRM_SESSIONS_MAX; Index++) {
		PSESSION Session = &Sessions[Index];

		if (!SessionWants(Session, Type, ProcessId))
			continue;
		KeAcquireInStackQueuedSpinLock(&Session->Lock, &Held);
		if (SessionWants(Session, Type, ProcessId)) {
			Session->Seen++;
			if (Record != NULL)
				Record->lost = Session->Lost;
			if (Record == NULL || !RingPut(&Session->Ring, Record))
				Session->Lost++;
			else if (Session->Ring.Records == 1)
				KeSetEvent(Session->Event, IO_NO_INCREMENT, FALSE);
		}
		KeReleaseInStackQueuedSpinLock(&Held);
	}
}

VOID SessionsDeliver(struct prm_header *Record, ULONG ProcessId)
{
	SessionsCount((enum prm_type)Record->type, ProcessId, Record);
}

VOID SessionsLose(enum prm_type Type, ULONG ProcessId)
{
	SessionsCount(Type, ProcessId, NULL);
}
