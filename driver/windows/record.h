/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building a record. The kernel's strings are paged memory, so they are copied here, before any spin lock is taken, into a
 * block of exactly the record's size. Blocks live as long as one callback runs, and all of them together are bounded.
 */
#ifndef PRM_RECORD_H
#define PRM_RECORD_H

#include "kernel.h"
#include "subject.h"

typedef struct _RECORD {
	struct prm_header *Header;	/* and the fixed part behind it, zeroed; NULL: there was no memory */
	ULONG Used;			/* bytes, of Size */
	ULONG Size;
} RECORD, *PRECORD;

/*
 * Room for a record whose variable part is no longer than VariableSize, the subject's SID not counted. When there is none, the
 * event is counted as lost wherever it was wanted, and FALSE returned.
 */
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN RecordBegin(_Out_ PRECORD Record, _In_ enum prm_type Type, _In_ ULONG FixedSize, _In_ ULONG VariableSize,
		    _In_ const SUBJECT *Subject);

/* The next bytes of the variable part, from memory that can be read. */
_IRQL_requires_max_(APC_LEVEL)
VOID RecordAppend(_Inout_ PRECORD Record, _In_ const VOID *Bytes, _In_ ULONG Length);

/* The same from memory that perhaps cannot be: returns how many bytes came. */
_IRQL_requires_max_(APC_LEVEL)
ULONG RecordAppendUntrusted(_Inout_ PRECORD Record, _In_ PVOID Bytes, _In_ ULONG Length);

/* Appends the subject's SID, delivers and frees the record. */
_IRQL_requires_max_(APC_LEVEL)
VOID RecordDeliver(_Inout_ PRECORD Record, _In_ const SUBJECT *Subject);

/* Frees the record and counts its event as lost. */
_IRQL_requires_max_(APC_LEVEL)
VOID RecordLose(_Inout_ PRECORD Record, _In_ const SUBJECT *Subject);

/* A kernel string by value, so that its length is read once: without the byte that would be half a character; empty for NULL. */
UNICODE_STRING RecordText(_In_opt_ PCUNICODE_STRING Text);

#endif
