/* SPDX-License-Identifier: Apache-2.0 */
#include "event_handle.h"

/* Handles are multiples of 4 well below this; above are the pseudo handles and, sign-extended, the kernel's own. */
#define USER_HANDLE_MAX 0x7FFFFFFFu

/* The rights that a handle was opened with, told by ZwQueryObject. */
static NTSTATUS EventCheckAccess(HANDLE Handle)
{
	PUBLIC_OBJECT_BASIC_INFORMATION Basic;
	NTSTATUS Status = ZwQueryObject(Handle, ObjectBasicInformation, &Basic, sizeof(Basic), NULL);

	if (!NT_SUCCESS(Status))
		return Status;
	return (Basic.GrantedAccess & EVENT_MODIFY_STATE) != 0 ? STATUS_SUCCESS : STATUS_ACCESS_DENIED;
}

/*
 * Wine cannot look into the caller's handle table, but it can copy a handle out of it. The same checks in the same order; on
 * Windows this is never reached.
 */
static NTSTATUS EventReferenceDuplicate(PIRP Irp, HANDLE Handle, PKEVENT *Event)
{
	HANDLE Duplicate = NULL;
	HANDLE Process;
	NTSTATUS Status;

	Status = ObOpenObjectByPointer(IoGetRequestorProcess(Irp), OBJ_KERNEL_HANDLE, NULL, PROCESS_DUP_HANDLE,
				       OBJECT_TYPE_OF(PsProcessType), KernelMode, &Process);
	if (!NT_SUCCESS(Status))
		return Status;
	Status = ZwDuplicateObject(Process, Handle, ZwCurrentProcess(), &Duplicate, 0, OBJ_KERNEL_HANDLE, DUPLICATE_SAME_ACCESS);
	if (!NT_SUCCESS(Status))
		goto close_process;
	Status = ObReferenceObjectByHandle(Duplicate, 0, OBJECT_TYPE_OF(ExEventObjectType), KernelMode, (PVOID *)Event, NULL);
	if (!NT_SUCCESS(Status))
		goto close_duplicate;
	Status = EventCheckAccess(Duplicate);
	if (!NT_SUCCESS(Status))
		ObDereferenceObject(*Event);

close_duplicate:
	ZwClose(Duplicate);
close_process:
	ZwClose(Process);
	return Status;
}

NTSTATUS EventReference(PIRP Irp, UINT64 Handle, PKEVENT *Event)
{
	NTSTATUS Status;

	if (Handle == 0 || Handle > USER_HANDLE_MAX)
		return STATUS_INVALID_HANDLE;
	/* UserMode whoever calls: the handle is looked up in the caller's table, with the rights that it was opened with. */
	Status = ObReferenceObjectByHandle((HANDLE)(ULONG_PTR)Handle, EVENT_MODIFY_STATE, OBJECT_TYPE_OF(ExEventObjectType),
					   UserMode, (PVOID *)Event, NULL);
	if (Status == STATUS_NOT_IMPLEMENTED)
		Status = EventReferenceDuplicate(Irp, (HANDLE)(ULONG_PTR)Handle, Event);
	return Status;
}
