/* SPDX-License-Identifier: Apache-2.0 */
#include "record.h"
#include "kernel_routines.h"
#include "session.h"

/* What all records that are being built may take together; more is lost, and counted. */
#define RECORDS_MAX (8 << 20)

static volatile LONG RecordBytes;	/* of all blocks; interlocked */

static PVOID RecordAllocate(ULONG Size)
{
	PVOID Block = NULL;

	if (InterlockedExchangeAdd(&RecordBytes, (LONG)Size) <= RECORDS_MAX - (LONG)Size)
		Block = ExAllocatePoolWithTag(NonPagedPoolNx, Size, PRM_POOL_TAG);
	if (Block == NULL)
		InterlockedExchangeAdd(&RecordBytes, -(LONG)Size);
	return Block;
}

static VOID RecordFree(PRECORD Record)
{
	ExFreePoolWithTag(Record->Header, PRM_POOL_TAG);
	InterlockedExchangeAdd(&RecordBytes, -(LONG)Record->Size);
	Record->Header = NULL;
}

BOOLEAN RecordBegin(PRECORD Record, enum prm_type Type, ULONG FixedSize, ULONG VariableSize, const SUBJECT *Subject)
{
	Record->Size = FixedSize + VariableSize + Subject->Wire.sid_length;
	Record->Used = FixedSize;
	Record->Header = RecordAllocate(Record->Size);
	if (Record->Header == NULL) {
		SessionsLose(Type, Subject->Wire.process_id);
		return FALSE;
	}
	RtlZeroMemory(Record->Header, FixedSize);
	Record->Header->type = (UINT8)Type;
	Record->Header->version = PRM_WIRE_VERSION;
	Record->Header->time = KernelTime();
	return TRUE;
}

VOID RecordAppend(PRECORD Record, const VOID *Bytes, ULONG Length)
{
	if (Length == 0)
		return;
	RtlCopyMemory((PUCHAR)Record->Header + Record->Used, Bytes, Length);
	Record->Used += Length;
}

ULONG RecordAppendUntrusted(PRECORD Record, PVOID Bytes, ULONG Length)
{
	ULONG Copied = (ULONG)KernelCopyUntrusted((PUCHAR)Record->Header + Record->Used, Bytes, Length);

	Record->Used += Copied;
	return Copied;
}

VOID RecordDeliver(PRECORD Record, const SUBJECT *Subject)
{
	RecordAppend(Record, Subject->Sid, Subject->Wire.sid_length);
	Record->Header->size = Record->Used;
	SessionsDeliver(Record->Header, Subject->Wire.process_id);
	RecordFree(Record);
}

VOID RecordLose(PRECORD Record, const SUBJECT *Subject)
{
	SessionsLose((enum prm_type)Record->Header->type, Subject->Wire.process_id);
	RecordFree(Record);
}

UNICODE_STRING RecordText(PCUNICODE_STRING Text)
{
	UNICODE_STRING Snapshot = { 0, 0, NULL };

	if (Text != NULL)
		Snapshot = *Text;
	Snapshot.Length &= (USHORT)~1u;
	if (Snapshot.Buffer == NULL)
		Snapshot.Length = 0;
	return Snapshot;
}
