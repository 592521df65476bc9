/* SPDX-License-Identifier: Apache-2.0 */
#include "process_watch.h"
#include "kernel_routines.h"
#include "record.h"
#include "session.h"
#include "subject.h"

NTSTATUS ProcessWatchStart(VOID)
{
	if (KernelRoutines.SetCreateProcessNotify == NULL)
		return STATUS_PROCEDURE_NOT_FOUND;
	return KernelRoutines.SetCreateProcessNotify(ProcessWatchNotify, FALSE);
}

/* Waits for the callbacks that run. */
VOID ProcessWatchStop(VOID)
{
	KernelRoutines.SetCreateProcessNotify(ProcessWatchNotify, TRUE);
}

static VOID ProcessStarted(PEPROCESS Process, ULONG ProcessId, PPS_CREATE_NOTIFY_INFO CreateInfo)
{
	UNICODE_STRING Image = RecordText(CreateInfo->ImageFileName);
	UNICODE_STRING CommandLine = RecordText(CreateInfo->CommandLine);
	ULONG ParentId = HandleToULong(CreateInfo->ParentProcessId);
	ULONG CreatorId = HandleToULong(CreateInfo->CreatingThreadId.UniqueProcess);
	struct prm_process_started *Started;
	SUBJECT Subject;
	RECORD Record;

	SubjectOfProcess(&Subject, Process, ProcessId, HandleToULong(CreateInfo->CreatingThreadId.UniqueThread));
	if (!RecordBegin(&Record, PRM_PROCESS_STARTED, sizeof(*Started), (ULONG)Image.Length + CommandLine.Length, &Subject))
		return;
	Started = (struct prm_process_started *)Record.Header;
	Started->subject = Subject.Wire;
	Started->parent.process_id = ParentId;
	Started->parent.start_time = SubjectParentStartTime(ParentId, Subject.Wire.start_time);
	Started->parent.creator_id = CreatorId == ParentId ? 0 : CreatorId;
	Started->image_length = Image.Length;
	Started->arguments_length = CommandLine.Length;
	/* Without the flag the kernel vouches for a part of the path only. */
	if (!CreateInfo->FileOpenNameAvailable)
		Record.Header->flags |= PRM_FLAG_IMAGE_TRUNCATED;
	if (CreateInfo->CommandLine == NULL)
		Record.Header->flags |= PRM_FLAG_ARGUMENTS_UNREADABLE;
	RecordAppend(&Record, Image.Buffer, Image.Length);
	RecordAppend(&Record, CommandLine.Buffer, CommandLine.Length);
	RecordDeliver(&Record, &Subject);
}

/* Called on the last thread, after the process's exit status has been set. */
static VOID ProcessExited(PEPROCESS Process, ULONG ProcessId)
{
	struct prm_process_exited *Exited;
	PROCESS_END End;
	SUBJECT Subject;
	RECORD Record;

	SubjectOfProcess(&Subject, Process, ProcessId, HandleToULong(PsGetCurrentThreadId()));
	SubjectEnd(Process, &End);
	if (!RecordBegin(&Record, PRM_PROCESS_EXITED, sizeof(*Exited), 0, &Subject))
		return;
	Exited = (struct prm_process_exited *)Record.Header;
	Exited->subject = Subject.Wire;
	Exited->parent.process_id = End.ParentId;
	Exited->parent.start_time = SubjectParentStartTime(End.ParentId, Subject.Wire.start_time);
	Exited->status = (ULONG)End.Status;
	if (!End.IsKnown)
		Record.Header->flags |= PRM_FLAG_STATUS_UNKNOWN;
	RecordDeliver(&Record, &Subject);
}

VOID NTAPI ProcessWatchNotify(PEPROCESS Process, HANDLE ProcessId, PPS_CREATE_NOTIFY_INFO CreateInfo)
{
	ULONG Id = HandleToULong(ProcessId);

	if (CreateInfo == NULL) {
		if (SessionsWant(PRM_PROCESS_EXITED, Id))
			ProcessExited(Process, Id);
	} else if (SessionsWant(PRM_PROCESS_STARTED, Id)) {
		ProcessStarted(Process, Id, CreateInfo);
	}
}
