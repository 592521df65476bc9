/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of sessions, which session.c and delivery.c share and nobody else knows.
 *
 * Two locks. SessionControl (in session.c), a fast mutex, makes START, STOP and the end of the driver wait for one another; only
 * its holder changes who owns a session. Each session's spin lock guards all that it has, and is held while a record goes in or
 * comes out: so a session that has been taken out of the table under its lock is nobody else's, and its ring and event can be
 * let go of without counting who may still use them.
 */
#ifndef PRM_SESSION_TABLE_H
#define PRM_SESSION_TABLE_H

#include "kernel.h"
#include "ring.h"

typedef struct _SESSION {
	KSPIN_LOCK Lock;
	PFILE_OBJECT Owner;	/* not referenced: it outlives its session. NULL: free */
	UINT64 Generation;	/* of the session in this place; SessionTake tells by it that its session has gone */
	PKEVENT Event;
	RING Ring;
	volatile LONG Types;	/* these three are also read without the lock, by SessionsWant */
	volatile LONG Filter;
	volatile LONG ProcessId;
	UINT64 Seen;		/* == Delivered + Lost + Ring.Records whenever the lock is free */
	UINT64 Delivered;
	UINT64 Lost;
} SESSION, *PSESSION;

extern SESSION Sessions[PRM_SESSIONS_MAX];
extern volatile LONG WantedTypes;	/* of all sessions; written under SessionControl */

#endif
