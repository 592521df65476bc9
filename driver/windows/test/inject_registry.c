/* SPDX-License-Identifier: Apache-2.0 */
#include "inject_registry.h"
#include "../kernel_routines.h"
#include "../registry_watch.h"

static KERNEL_ROUTINES Kernel;	/* what the kernel itself has */
static LIST_ENTRY Keys;
static KSPIN_LOCK KeysLock;

/* The key, if it is one of the injector's. */
static PINJECTED_KEY InjectedKey(PVOID Object)
{
	PINJECTED_KEY Found = NULL;
	KLOCK_QUEUE_HANDLE Held;
	PLIST_ENTRY Link;

	KeAcquireInStackQueuedSpinLock(&KeysLock, &Held);
	for (Link = Keys.Flink; Link != &Keys && Found == NULL; Link = Link->Flink) {
		if (CONTAINING_RECORD(Link, INJECTED_KEY, Link) == Object)
			Found = Object;
	}
	KeReleaseInStackQueuedSpinLock(&Held);
	return Found;
}

static NTSTATUS NTAPI InjectRegisterCallback(PEX_CALLBACK_FUNCTION Function, PCUNICODE_STRING Altitude, PVOID Driver, PVOID Context,
					     PLARGE_INTEGER Cookie, PVOID Reserved)
{
	UNREFERENCED_PARAMETER(Function);
	UNREFERENCED_PARAMETER(Altitude);
	UNREFERENCED_PARAMETER(Driver);
	UNREFERENCED_PARAMETER(Context);
	UNREFERENCED_PARAMETER(Reserved);
	Cookie->QuadPart = 1;
	return STATUS_SUCCESS;
}

static NTSTATUS NTAPI InjectUnRegisterCallback(LARGE_INTEGER Cookie)
{
	UNREFERENCED_PARAMETER(Cookie);
	return STATUS_SUCCESS;
}

static NTSTATUS NTAPI InjectSetCallbackObjectContext(PVOID Object, PLARGE_INTEGER Cookie, PVOID NewContext, PVOID *OldContext)
{
	PINJECTED_KEY Key = InjectedKey(Object);
	KLOCK_QUEUE_HANDLE Held;

	if (Key == NULL)
		return Kernel.SetCallbackObjectContext(Object, Cookie, NewContext, OldContext);
	KeAcquireInStackQueuedSpinLock(&KeysLock, &Held);
	*OldContext = Key->Context;
	Key->Context = NewContext;
	KeReleaseInStackQueuedSpinLock(&Held);
	return STATUS_SUCCESS;
}

static NTSTATUS NTAPI InjectGetKeyObjectId(PLARGE_INTEGER Cookie, PVOID Object, PULONG_PTR ObjectId, PCUNICODE_STRING *ObjectName,
					   ULONG Flags)
{
	PINJECTED_KEY Key = InjectedKey(Object);

	if (Key == NULL)
		return Kernel.GetKeyObjectId(Cookie, Object, ObjectId, ObjectName, Flags);
	*ObjectName = &Key->Path;
	return STATUS_SUCCESS;
}

static VOID NTAPI InjectReleaseKeyObjectId(PCUNICODE_STRING ObjectName)
{
	if (InjectedKey(CONTAINING_RECORD(ObjectName, INJECTED_KEY, Path)) == NULL)
		Kernel.ReleaseKeyObjectId(ObjectName);
}

/* The injector's data is its own memory, which is always there. */
static NTSTATUS NTAPI InjectMemoryCopy(PVOID Target, PVOID Source, SIZE_T Bytes, ULONG Flags, PSIZE_T Transferred)
{
	UNREFERENCED_PARAMETER(Flags);
	RtlCopyMemory(Target, Source, Bytes);
	*Transferred = Bytes;
	return STATUS_SUCCESS;
}

VOID InjectRegistryStart(VOID)
{
	InitializeListHead(&Keys);
	KeInitializeSpinLock(&KeysLock);
	Kernel = KernelRoutines;
	if (Kernel.RegisterCallback == NULL || Kernel.GetKeyObjectId == NULL) {
		KernelRoutines.RegisterCallback = InjectRegisterCallback;
		KernelRoutines.UnRegisterCallback = InjectUnRegisterCallback;
	}
	if (Kernel.MemoryCopy == NULL)
		KernelRoutines.MemoryCopy = InjectMemoryCopy;
	KernelRoutines.SetCallbackObjectContext = InjectSetCallbackObjectContext;
	KernelRoutines.GetKeyObjectId = InjectGetKeyObjectId;
	KernelRoutines.ReleaseKeyObjectId = InjectReleaseKeyObjectId;
}

VOID InjectKeyOpen(PINJECTED_KEY Key)
{
	KLOCK_QUEUE_HANDLE Held;

	Key->Context = NULL;
	KeAcquireInStackQueuedSpinLock(&KeysLock, &Held);
	InsertTailList(&Keys, &Key->Link);
	KeReleaseInStackQueuedSpinLock(&Held);
}

VOID InjectKeyClose(PINJECTED_KEY Key, PEPROCESS Process, ULONG ProcessId)
{
	REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION Cleanup = { .Object = Key };
	KLOCK_QUEUE_HANDLE Held;

	KeAcquireInStackQueuedSpinLock(&KeysLock, &Held);
	RemoveEntryList(&Key->Link);
	KeReleaseInStackQueuedSpinLock(&Held);
	Cleanup.ObjectContext = Key->Context;
	if (Key->Context != NULL)
		RegistryOperation(Process, ProcessId, RegNtCallbackObjectContextCleanup, &Cleanup);
}

typedef union _PRE_INFORMATION {
	REG_CREATE_KEY_INFORMATION Create;
	REG_DELETE_KEY_INFORMATION Delete;
	REG_RENAME_KEY_INFORMATION Rename;
	REG_SET_VALUE_KEY_INFORMATION Set;
	REG_DELETE_VALUE_KEY_INFORMATION DeleteValue;
} PRE_INFORMATION;

VOID InjectRegistryOperation(PINJECTED_KEY Key, PEPROCESS Process, ULONG ProcessId, PINJECTED_OPERATION Operation)
{
	REG_POST_OPERATION_INFORMATION Post = { .Object = Key, .Status = Operation->Status };
	ULONG Disposition = REG_CREATED_NEW_KEY;
	REG_NOTIFY_CLASS After;
	PRE_INFORMATION Pre;

	RtlZeroMemory(&Pre, sizeof(Pre));
	Post.PreInformation = &Pre;
	switch (Operation->Operation) {
	case PRM_KEY_CREATED:
		Pre.Create.CompleteName = &Key->Path;
		Pre.Create.Disposition = &Disposition;
		if (!NT_SUCCESS(Operation->Status))
			Post.Object = NULL;
		After = RegNtPostCreateKeyEx;
		break;
	case PRM_KEY_DELETED:
		Pre.Delete.Object = Key;
		Pre.Delete.ObjectContext = Key->Context;
		RegistryOperation(Process, ProcessId, RegNtPreDeleteKey, &Pre.Delete);
		Post.CallContext = Pre.Delete.CallContext;
		After = RegNtPostDeleteKey;
		break;
	case PRM_KEY_RENAMED:
		Pre.Rename.Object = Key;
		Pre.Rename.NewName = &Operation->Name;
		Pre.Rename.ObjectContext = Key->Context;
		RegistryOperation(Process, ProcessId, RegNtPreRenameKey, &Pre.Rename);
		Post.CallContext = Pre.Rename.CallContext;
		After = RegNtPostRenameKey;
		break;
	case PRM_VALUE_SET:
		Pre.Set.Object = Key;
		Pre.Set.ValueName = &Operation->Name;
		Pre.Set.Type = Operation->ValueType;
		Pre.Set.Data = Operation->Data;
		Pre.Set.DataSize = Operation->DataLength;
		After = RegNtPostSetValueKey;
		break;
	default:
		Pre.DeleteValue.Object = Key;
		Pre.DeleteValue.ValueName = &Operation->Name;
		After = RegNtPostDeleteValueKey;
		break;
	}
	Post.ObjectContext = Key->Context;
	RegistryOperation(Process, ProcessId, After, &Post);
}
