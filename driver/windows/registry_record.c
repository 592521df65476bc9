/* SPDX-License-Identifier: Apache-2.0 */
#include "registry_record.h"
#include "kernel_routines.h"
#include "record.h"
#include "subject.h"

UNICODE_STRING RegistryText(PCUNICODE_STRING Text)
{
	UNICODE_STRING Snapshot = { 0, 0, NULL };

	if (Text != NULL && KernelCopyUntrusted(&Snapshot, (PVOID)Text, sizeof(Snapshot)) != sizeof(Snapshot))
		RtlZeroMemory(&Snapshot, sizeof(Snapshot));
	return RecordText(&Snapshot);
}

/* Cuts what is below the key to what a text can hold, and returns the bytes of the separator: none beside nothing. */
static USHORT RegistryFitKey(PREGISTRY_CHANGE Change, PUSHORT Flags)
{
	ULONG Room = PRM_WINDOWS_TEXT_MAX - Change->Key.Length;
	USHORT Separator = Change->Key.Length != 0 && Change->Below.Length != 0 ? sizeof(WCHAR) : 0;

	if ((ULONG)Separator + Change->Below.Length <= Room)
		return Separator;
	*Flags |= PRM_FLAG_KEY_TRUNCATED;
	if (Room < Separator)
		Separator = 0;
	Change->Below.Length = (USHORT)(Room - Separator);
	return Separator;
}

static BOOLEAN RegistryAppendText(PRECORD Record, const UNICODE_STRING *Text)
{
	return RecordAppendUntrusted(Record, Text->Buffer, Text->Length) == Text->Length;
}

VOID RegistryReport(PEPROCESS Process, ULONG ProcessId, PREGISTRY_CHANGE Change)
{
	ULONG DataLength = min(Change->DataSize, PRM_VALUE_DATA_MAX);
	struct prm_registry_changed *Changed;
	USHORT Flags = 0;
	USHORT Separator;
	SUBJECT Subject;
	RECORD Record;

	Change->Key = RecordText(&Change->Key);
	Separator = RegistryFitKey(Change, &Flags);
	SubjectOfProcess(&Subject, Process, ProcessId, HandleToULong(PsGetCurrentThreadId()));
	if (!RecordBegin(&Record, PRM_REGISTRY_CHANGED, sizeof(*Changed),
			 (ULONG)Change->Key.Length + Separator + Change->Below.Length + Change->Name.Length + DataLength, &Subject))
		return;
	Changed = (struct prm_registry_changed *)Record.Header;
	Changed->subject = Subject.Wire;
	Changed->status = Change->Status;
	Changed->value_type = Change->ValueType;
	Changed->data_size = Change->DataSize;
	Changed->key_length = (USHORT)(Change->Key.Length + Separator + Change->Below.Length);
	Changed->name_length = Change->Name.Length;
	Changed->operation = (UINT8)Change->Operation;

	RecordAppend(&Record, Change->Key.Buffer, Change->Key.Length);
	RecordAppend(&Record, L"\\", Separator);
	if (!RegistryAppendText(&Record, &Change->Below) || !RegistryAppendText(&Record, &Change->Name)) {
		RecordLose(&Record, &Subject);
		return;
	}
	Changed->data_length = (USHORT)RecordAppendUntrusted(&Record, Change->Data, DataLength);
	if (Changed->data_length != Change->DataSize)
		Flags |= PRM_FLAG_DATA_TRUNCATED;
	Record.Header->flags = Flags;
	RecordDeliver(&Record, &Subject);
}
