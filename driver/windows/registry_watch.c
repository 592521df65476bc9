/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Events come from the post-operations, which know the final status. A deleted key has no path any more, and a renamed one its
 * new: for these two the path is kept in the pre-operation and travels to the post-operation as its call context. What is kept
 * belongs to the key's object, so nothing leaks when the post-operation never comes.
 *
 * Since Windows 8, without which nothing is watched here, the configuration manager captures what a caller gives before it calls
 * back: names, data and the structures are the kernel's memory, and nobody changes them meanwhile. What a caller is given, the
 * disposition, may be the caller's memory. All that is pointed to is read by KernelCopyUntrusted, the captured as well: it costs
 * little beside a registry operation, and a pointer that is not what its documentation says is then no bug check.
 */
#include "registry_watch.h"
#include "kernel_routines.h"
#include "key_path.h"
#include "registry_record.h"
#include "session.h"

/* Among the activity monitors (360000 to 389999); the fraction makes it ours. */
#define WATCH_ALTITUDE L"385201.8337"

/* Written by DriverEntry alone. Callbacks may run before it is, but no session that would have them need it. */
static LARGE_INTEGER WatchCookie;

NTSTATUS RegistryWatchStart(PDRIVER_OBJECT Driver)
{
	UNICODE_STRING Altitude = RTL_CONSTANT_STRING(WATCH_ALTITUDE);
	NTSTATUS Status;

	if (KernelRoutines.RegisterCallback == NULL || KernelRoutines.UnRegisterCallback == NULL ||
	    KernelRoutines.SetCallbackObjectContext == NULL || KernelRoutines.GetKeyObjectId == NULL ||
	    KernelRoutines.ReleaseKeyObjectId == NULL)
		return STATUS_PROCEDURE_NOT_FOUND;
	Status = KernelRoutines.RegisterCallback(RegistryWatchNotify, &Altitude, Driver, NULL, &WatchCookie, NULL);
	KeyPathsInitialize(&WatchCookie);
	return Status;
}

/* Waits for the callbacks that run, and has every kept path forgotten. */
VOID RegistryWatchStop(VOID)
{
	KernelRoutines.UnRegisterCallback(WatchCookie);
}

/* A key was made, or could not be. One that was there already is only opened, and no event. */
static VOID RegistryCreated(PEPROCESS Process, ULONG ProcessId, PREG_POST_OPERATION_INFORMATION Post)
{
	PREG_CREATE_KEY_INFORMATION Create = Post->PreInformation;
	REGISTRY_CHANGE Change = { .Operation = PRM_KEY_CREATED, .Status = Post->Status };
	ULONG Disposition = 0;
	KEY_PATH Path = { 0 };
	WCHAR First = 0;

	if (Post->Status == STATUS_REPARSE || !SessionsWant(PRM_REGISTRY_CHANGED, ProcessId))
		return;
	if (NT_SUCCESS(Post->Status)) {
		if (Create->Disposition == NULL)
			return;
		KernelCopyUntrusted(&Disposition, Create->Disposition, sizeof(Disposition));
		if (Disposition != REG_CREATED_NEW_KEY)
			return;
		/* A new object has nothing kept; whose context the structure has here, its own or its root's, no documentation says. */
		KeyPathGet(&Path, Post->Object, NULL);
	} else {
		/* There is no object: the path is what was asked for, below its root unless it is absolute. */
		Change.Below = RegistryText(Create->CompleteName);
		if (Change.Below.Length != 0)
			KernelCopyUntrusted(&First, Change.Below.Buffer, sizeof(First));
		if (First != L'\\' && Create->RootObject != NULL)
			KeyPathGet(&Path, Create->RootObject, Create->RootObjectContext);
	}
	Change.Key = Path.Text;
	RegistryReport(Process, ProcessId, &Change);
	KeyPathRelease(&Path);
}

/* All others have their key in Object, and perhaps its path as it was before in CallContext. */
static VOID RegistryChanged(PEPROCESS Process, ULONG ProcessId, PREG_POST_OPERATION_INFORMATION Post, PREGISTRY_CHANGE Change)
{
	KEY_PATH Path = { 0 };

	Change->Status = Post->Status;
	if (Post->CallContext != NULL) {
		Change->Key = KeyPathKept(Post->CallContext);
	} else if (Change->Operation != PRM_KEY_RENAMED || !NT_SUCCESS(Post->Status)) {
		/* A renamed key's path would be its new one: no path is better than that. */
		KeyPathGet(&Path, Post->Object, Post->ObjectContext);
		Change->Key = Path.Text;
	}
	RegistryReport(Process, ProcessId, Change);
	KeyPathRelease(&Path);
}

static VOID RegistryDeleted(PEPROCESS Process, ULONG ProcessId, PREG_POST_OPERATION_INFORMATION Post)
{
	REGISTRY_CHANGE Change = { .Operation = PRM_KEY_DELETED };

	if (SessionsWant(PRM_REGISTRY_CHANGED, ProcessId))
		RegistryChanged(Process, ProcessId, Post, &Change);
}

static VOID RegistryRenamed(PEPROCESS Process, ULONG ProcessId, PREG_POST_OPERATION_INFORMATION Post)
{
	PREG_RENAME_KEY_INFORMATION Rename = Post->PreInformation;
	REGISTRY_CHANGE Change = { .Operation = PRM_KEY_RENAMED };

	if (SessionsWant(PRM_REGISTRY_CHANGED, ProcessId)) {
		Change.Name = RegistryText(Rename->NewName);
		RegistryChanged(Process, ProcessId, Post, &Change);
	}
	/* Whether anybody wanted to know or not: paths are kept for longer than sessions last. */
	if (NT_SUCCESS(Post->Status))
		KeyPathsRenamed();
}

static VOID RegistryValueSet(PEPROCESS Process, ULONG ProcessId, PREG_POST_OPERATION_INFORMATION Post)
{
	PREG_SET_VALUE_KEY_INFORMATION Set = Post->PreInformation;
	REGISTRY_CHANGE Change = {
		.Operation = PRM_VALUE_SET, .ValueType = Set->Type, .Data = Set->Data, .DataSize = Set->DataSize
	};

	if (!SessionsWant(PRM_REGISTRY_CHANGED, ProcessId))
		return;
	Change.Name = RegistryText(Set->ValueName);
	RegistryChanged(Process, ProcessId, Post, &Change);
}

static VOID RegistryValueDeleted(PEPROCESS Process, ULONG ProcessId, PREG_POST_OPERATION_INFORMATION Post)
{
	PREG_DELETE_VALUE_KEY_INFORMATION Delete = Post->PreInformation;
	REGISTRY_CHANGE Change = { .Operation = PRM_VALUE_DELETED };

	if (!SessionsWant(PRM_REGISTRY_CHANGED, ProcessId))
		return;
	Change.Name = RegistryText(Delete->ValueName);
	RegistryChanged(Process, ProcessId, Post, &Change);
}

VOID RegistryOperation(PEPROCESS Process, ULONG ProcessId, REG_NOTIFY_CLASS NotifyClass, PVOID Information)
{
	switch (NotifyClass) {
	case RegNtPreDeleteKey: {
		PREG_DELETE_KEY_INFORMATION Delete = Information;

		Delete->CallContext = NULL;
		if (SessionsWant(PRM_REGISTRY_CHANGED, ProcessId))
			Delete->CallContext = KeyPathKeep(Delete->Object, Delete->ObjectContext);
		break;
	}
	case RegNtPreRenameKey: {
		PREG_RENAME_KEY_INFORMATION Rename = Information;

		Rename->CallContext = NULL;
		if (SessionsWant(PRM_REGISTRY_CHANGED, ProcessId))
			Rename->CallContext = KeyPathKeep(Rename->Object, Rename->ObjectContext);
		break;
	}
	case RegNtPostCreateKeyEx:
		RegistryCreated(Process, ProcessId, Information);
		break;
	case RegNtPostDeleteKey:
		RegistryDeleted(Process, ProcessId, Information);
		break;
	case RegNtPostRenameKey:
		RegistryRenamed(Process, ProcessId, Information);
		break;
	case RegNtPostSetValueKey:
		RegistryValueSet(Process, ProcessId, Information);
		break;
	case RegNtPostDeleteValueKey:
		RegistryValueDeleted(Process, ProcessId, Information);
		break;
	case RegNtCallbackObjectContextCleanup:
		KeyPathForget(((PREG_CALLBACK_CONTEXT_CLEANUP_INFORMATION)Information)->ObjectContext);
		break;
	default:
		break;
	}
}

NTSTATUS NTAPI RegistryWatchNotify(PVOID Context, PVOID NotifyClass, PVOID Information)
{
	UNREFERENCED_PARAMETER(Context);
	RegistryOperation(PsGetCurrentProcess(), HandleToULong(PsGetCurrentProcessId()), (REG_NOTIFY_CLASS)(ULONG_PTR)NotifyClass,
			  Information);
	return STATUS_SUCCESS;
}
