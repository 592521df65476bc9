/* SPDX-License-Identifier: Apache-2.0 */
#include "ring.h"

/* A record's size stands in its first four bytes, and records begin at multiples of 8 in a buffer of whole pages: it never wraps. */
_Static_assert(FIELD_OFFSET(struct prm_header, size) == 0, "RingNextSize reads the size where the record begins");

VOID RingInitialize(PRING Ring, PUCHAR Buffer, ULONG Size)
{
	Ring->Buffer = Buffer;
	Ring->Size = Size;
	Ring->Head = 0;
	Ring->Used = 0;
	Ring->Records = 0;
	Ring->TailPadding = 0;
}

static ULONG RingNextSize(const RING *Ring)
{
	return ((const struct prm_header *)(Ring->Buffer + Ring->Head))->size;
}

BOOLEAN RingPut(PRING Ring, const struct prm_header *Record)
{
	ULONG Size = Record->size;
	ULONG Tail = Ring->Head + Ring->Used;
	ULONG First;

	if (Size > Ring->Size || RING_ALIGN(Size) > Ring->Size - Ring->Used)
		return FALSE;
	if (Tail >= Ring->Size)
		Tail -= Ring->Size;
	First = min(Size, Ring->Size - Tail);
	RtlCopyMemory(Ring->Buffer + Tail, Record, First);
	RtlCopyMemory(Ring->Buffer, (const UCHAR *)Record + First, Size - First);
	Ring->Used += RING_ALIGN(Size);
	Ring->TailPadding = RING_ALIGN(Size) - Size;
	Ring->Records++;
	return TRUE;
}

static VOID RingRead(const RING *Ring, PUCHAR Target, ULONG Size)
{
	ULONG First = min(Size, Ring->Size - Ring->Head);

	RtlCopyMemory(Target, Ring->Buffer + Ring->Head, First);
	RtlCopyMemory(Target + First, Ring->Buffer, Size - First);
}

RING_TAKEN RingTake(PRING Ring, PUCHAR Output, ULONG Length, ULONG Offset, ULONG Limit)
{
	RING_TAKEN Taken = { 0, 0 };

	while (Ring->Records != 0 && Taken.Bytes < Limit) {
		ULONG Size = RingNextSize(Ring);
		ULONG Gap = RING_ALIGN(Offset) - Offset;

		/* Neither side can wrap: Offset is no more than Length. */
		if (Gap > Length - Offset || Size > Length - Offset - Gap)
			break;
		RtlZeroMemory(Output + Offset, Gap);
		RingRead(Ring, Output + Offset + Gap, Size);
		Offset += Gap + Size;
		Taken.Bytes += Gap + Size;
		Taken.Records++;

		Ring->Head += RING_ALIGN(Size);
		if (Ring->Head >= Ring->Size)
			Ring->Head -= Ring->Size;
		Ring->Used -= RING_ALIGN(Size);
		Ring->Records--;
	}
	return Taken;
}

ULONG RingWaitingBytes(const RING *Ring)
{
	return Ring->Records == 0 ? 0 : Ring->Used - Ring->TailPadding;
}
