/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All by documented system services on a kernel handle, and none that does I/O: an image's callback may run with every APC
 * disabled, where an I/O's end would never be told.
 */
#include "subject.h"

typedef struct _TOKEN_USER_BUFFER {
	TOKEN_USER User;
	UCHAR Sid[PRM_SID_MAX];
} TOKEN_USER_BUFFER;

/* NULL: it cannot be had. To be closed by ProcessHandleClose. */
static HANDLE ProcessHandleOpen(PEPROCESS Process)
{
	HANDLE Handle;

	if (Process == PsGetCurrentProcess())
		return ZwCurrentProcess();
	if (!NT_SUCCESS(ObOpenObjectByPointer(Process, OBJ_KERNEL_HANDLE, NULL, PROCESS_QUERY_INFORMATION,
					      OBJECT_TYPE_OF(PsProcessType), KernelMode, &Handle)))
		return NULL;
	return Handle;
}

static VOID ProcessHandleClose(HANDLE Handle)
{
	if (Handle != ZwCurrentProcess())
		ZwClose(Handle);
}

static UINT64 ProcessStartTime(HANDLE Process)
{
	KERNEL_USER_TIMES Times;

	if (!NT_SUCCESS(ZwQueryInformationProcess(Process, ProcessTimes, &Times, sizeof(Times), NULL)))
		return 0;
	return (UINT64)Times.CreateTime.QuadPart;
}

static ULONG ProcessSession(HANDLE Process)
{
	PROCESS_SESSION_INFORMATION Session;

	if (!NT_SUCCESS(ZwQueryInformationProcess(Process, ProcessSessionInformation, &Session, sizeof(Session), NULL)))
		return PRM_UNKNOWN;
	return Session.SessionId;
}

/* Returns its bytes; 0: unknown. */
static USHORT ProcessSid(HANDLE Process, PUCHAR Sid)
{
	TOKEN_USER_BUFFER Buffer;
	NTSTATUS Status;
	ULONG Length;
	HANDLE Token;
	ULONG Needed;

	if (!NT_SUCCESS(ZwOpenProcessTokenEx(Process, TOKEN_QUERY, OBJ_KERNEL_HANDLE, &Token)))
		return 0;
	Status = ZwQueryInformationToken(Token, TokenUser, &Buffer, sizeof(Buffer), &Needed);
	ZwClose(Token);
	if (!NT_SUCCESS(Status))
		return 0;
	Length = RtlLengthSid(Buffer.User.User.Sid);
	if (Length > PRM_SID_MAX)
		return 0;
	RtlCopyMemory(Sid, Buffer.User.User.Sid, Length);
	return (USHORT)Length;
}

VOID SubjectOfProcess(PSUBJECT Subject, PEPROCESS Process, ULONG ProcessId, ULONG ThreadId)
{
	HANDLE Handle;

	RtlZeroMemory(&Subject->Wire, sizeof(Subject->Wire));
	Subject->Wire.process_id = ProcessId;
	Subject->Wire.thread_id = ThreadId;
	Subject->Wire.user_id = PRM_UNKNOWN;
	Subject->Wire.group_id = PRM_UNKNOWN;
	Subject->Wire.session_id = PRM_UNKNOWN;
	if (Process == NULL)
		return;
	Handle = ProcessHandleOpen(Process);
	if (Handle == NULL)
		return;
	Subject->Wire.start_time = ProcessStartTime(Handle);
	Subject->Wire.session_id = ProcessSession(Handle);
	Subject->Wire.sid_length = ProcessSid(Handle, Subject->Sid);
	ProcessHandleClose(Handle);
}

VOID SubjectEnd(PEPROCESS Process, PPROCESS_END End)
{
	PROCESS_BASIC_INFORMATION Basic;
	HANDLE Handle = ProcessHandleOpen(Process);

	RtlZeroMemory(End, sizeof(*End));
	if (Handle == NULL)
		return;
	if (NT_SUCCESS(ZwQueryInformationProcess(Handle, ProcessBasicInformation, &Basic, sizeof(Basic), NULL))) {
		End->IsKnown = TRUE;
		End->Status = Basic.ExitStatus;
		End->ParentId = (ULONG)Basic.InheritedFromUniqueProcessId;
	}
	ProcessHandleClose(Handle);
}

UINT64 SubjectParentStartTime(ULONG ParentId, UINT64 ChildStartTime)
{
	UINT64 StartTime = 0;
	PEPROCESS Process;
	HANDLE Handle;

	if (ParentId == 0 || !NT_SUCCESS(PsLookupProcessByProcessId(ULongToHandle(ParentId), &Process)))
		return 0;
	Handle = ProcessHandleOpen(Process);
	if (Handle != NULL) {
		StartTime = ProcessStartTime(Handle);
		ProcessHandleClose(Handle);
	}
	ObDereferenceObject(Process);
	return ChildStartTime != 0 && StartTime > ChildStartTime ? 0 : StartTime;
}
