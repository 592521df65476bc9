/* SPDX-License-Identifier: Apache-2.0 */
/* Whom an event is about: what the kernel knows of a process. What cannot be had is said to be unknown, and never guessed. */
#ifndef PRM_SUBJECT_H
#define PRM_SUBJECT_H

#include "kernel.h"

typedef struct _SUBJECT {
	struct prm_subject Wire;
	UCHAR Sid[PRM_SID_MAX];	/* of the process's primary token; Wire.sid_length bytes */
} SUBJECT, *PSUBJECT;

/* What only an exit tells. */
typedef struct _PROCESS_END {
	BOOLEAN IsKnown;	/* FALSE: the rest is 0, since it could not be had */
	NTSTATUS Status;
	ULONG ParentId;		/* 0: unknown */
} PROCESS_END, *PPROCESS_END;

/* Process NULL: no process, or one that cannot be had: only the numbers are known. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID SubjectOfProcess(_Out_ PSUBJECT Subject, _In_opt_ PEPROCESS Process, _In_ ULONG ProcessId, _In_ ULONG ThreadId);

_IRQL_requires_(PASSIVE_LEVEL)
VOID SubjectEnd(_In_ PEPROCESS Process, _Out_ PPROCESS_END End);

/*
 * The parent's start time; 0: unknown. A process that began after its child is another one, with the parent's number.
 */
_IRQL_requires_(PASSIVE_LEVEL)
UINT64 SubjectParentStartTime(_In_ ULONG ParentId, _In_ UINT64 ChildStartTime);

#endif
