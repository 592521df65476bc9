/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A session's ring: whole records, the oldest first, each padded to a multiple of 8. It has no lock of its own: its session's
 * spin lock is held around every call, so nothing here may fault, wait or allocate.
 */
#ifndef PRM_RING_H
#define PRM_RING_H

#include "kernel.h"

typedef struct _RING {
	PUCHAR Buffer;		/* non-paged */
	ULONG Size;		/* bytes, a multiple of 8 */
	ULONG Head;		/* where the oldest record begins */
	ULONG Used;		/* bytes, padding included */
	ULONG Records;
	ULONG TailPadding;	/* bytes after the newest record */
} RING, *PRING;

#define RING_ALIGN(bytes) (((bytes) + 7u) & ~7u)

VOID RingInitialize(_Out_ PRING Ring, _In_ PUCHAR Buffer, _In_ ULONG Size);

/* Puts the record in, if there is room for all of it. */
BOOLEAN RingPut(_Inout_ PRING Ring, _In_ const struct prm_header *Record);

/* What one call of RingTake moved. */
typedef struct _RING_TAKEN {
	ULONG Records;
	ULONG Bytes;		/* that the output has grown by, gaps included */
} RING_TAKEN, *PRING_TAKEN;

/*
 * Moves the oldest records to Output, which holds Offset bytes already, each to a multiple of 8 and with zeros in the gap
 * before it, until the ring is empty, the next does not fit into Length, or Limit bytes have been moved (at least one
 * record is).
 */
RING_TAKEN RingTake(_Inout_ PRING Ring, _Out_ PUCHAR Output, _In_ ULONG Length, _In_ ULONG Offset, _In_ ULONG Limit);

/* Bytes that an output needs for all that wait. */
ULONG RingWaitingBytes(_In_ const RING *Ring);

#endif
