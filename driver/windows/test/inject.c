/* SPDX-License-Identifier: Apache-2.0 */
/* The injector: a system thread for each IOCTL_PRM_INJECT, up to INJECTIONS_MAX at once. */
#include "inject_control.h"
#include "inject_event.h"
#include "../kernel_routines.h"

#define INJECTIONS_MAX 16
#define INJECT_COUNT_MAX 10000000u
#define INJECT_DATA_MAX 65536u

/* Under InjectLock, until Stopping. A thread that has ended stays until its place is needed. */
static PVOID Threads[INJECTIONS_MAX];
static FAST_MUTEX InjectLock;
static volatile LONG Stopping;	/* set under InjectLock, read by the threads without */

VOID InjectStart(VOID)
{
	ExInitializeFastMutex(&InjectLock);
	WRITE_LONG(&Stopping, 0);
	InjectRegistryStart();
}

static VOID InjectFree(PINJECTION Injection)
{
	ObDereferenceObject(Injection->Process);
	ExFreePoolWithTag(Injection, PRM_POOL_TAG);
}

/* Waits until as many events are due as have been told, in steps of a millisecond. */
static VOID InjectPace(ULONG Rate, ULONG Done, UINT64 Begin)
{
	LARGE_INTEGER Millisecond = { .QuadPart = -10000 };

	while ((KernelTime() - Begin) / 10000 * Rate / 1000 < Done && !READ_LONG(&Stopping))
		KeDelayExecutionThread(KernelMode, FALSE, &Millisecond);
}

static VOID NTAPI InjectThread(PVOID Context)
{
	PINJECTION Injection = Context;
	UINT64 Begin = KernelTime();
	ULONG Number;

	InjectBegin(Injection);
	for (Number = 0; Number < Injection->Wish.count && !READ_LONG(&Stopping); Number++) {
		if (Injection->Wish.rate != 0)
			InjectPace(Injection->Wish.rate, Number, Begin);
		InjectOne(Injection, Number);
	}
	InjectEnd(Injection);
	InjectFree(Injection);
	PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS InjectCheck(const struct prm_inject *Wish, ULONG Length)
{
	BOOLEAN Registry = Wish->type == PRM_REGISTRY_CHANGED;

	if (Length != (UINT64)sizeof(*Wish) + Wish->text_length + Wish->name_length + Wish->data_length)
		return STATUS_INFO_LENGTH_MISMATCH;
	if (Wish->type != PRM_PROCESS_STARTED && Wish->type != PRM_PROCESS_EXITED && Wish->type != PRM_IMAGE_LOADED && !Registry)
		return STATUS_INVALID_PARAMETER;
	if (Registry ? Wish->operation < PRM_KEY_CREATED || Wish->operation > PRM_VALUE_DELETED : Wish->operation != 0)
		return STATUS_INVALID_PARAMETER;
	if (Wish->count == 0 || Wish->count > INJECT_COUNT_MAX || Wish->data_length > INJECT_DATA_MAX)
		return STATUS_INVALID_PARAMETER;
	if ((Wish->text_length | Wish->name_length) % sizeof(WCHAR) != 0)
		return STATUS_INVALID_PARAMETER;
	/* What is numbered has to stay a text. */
	if (Wish->count > 1 && max(Wish->text_length, Wish->name_length) > PRM_WINDOWS_TEXT_MAX - NUMBER_MAX * sizeof(WCHAR))
		return STATUS_INVALID_PARAMETER;
	return STATUS_SUCCESS;
}

static BOOLEAN InjectHasName(const struct prm_inject *Wish)
{
	if (Wish->type == PRM_REGISTRY_CHANGED)
		return Wish->operation >= PRM_KEY_RENAMED;
	return Wish->type == PRM_PROCESS_STARTED;
}

/* NULL: no memory. The lengths have been checked. */
static PINJECTION InjectCopy(const struct prm_inject *Wish, PEPROCESS Process)
{
	const UCHAR *Input = (const UCHAR *)(Wish + 1);
	SIZE_T TextRoom = Wish->text_length + NUMBER_MAX * sizeof(WCHAR);
	SIZE_T NameRoom = Wish->name_length + NUMBER_MAX * sizeof(WCHAR);
	PINJECTION Injection = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*Injection) + TextRoom + NameRoom + Wish->data_length,
						     PRM_POOL_TAG);

	if (Injection == NULL)
		return NULL;
	RtlZeroMemory(Injection, sizeof(*Injection));
	Injection->Wish = *Wish;
	Injection->Text.Buffer = Injection->Characters;
	Injection->Text.Length = Wish->text_length;
	Injection->Name.Buffer = (PWCHAR)((PUCHAR)Injection->Characters + TextRoom);
	Injection->Name.Length = Wish->name_length;
	Injection->Data = (PUCHAR)Injection->Name.Buffer + NameRoom;
	RtlCopyMemory(Injection->Text.Buffer, Input, Wish->text_length);
	RtlCopyMemory(Injection->Name.Buffer, Input + Wish->text_length, Wish->name_length);
	RtlCopyMemory(Injection->Data, Input + Wish->text_length + Wish->name_length, Wish->data_length);
	if (Wish->count > 1) {
		Injection->Numbered = InjectHasName(Wish) ? &Injection->Name : &Injection->Text;
		Injection->NumberAt = Injection->Numbered->Length;
	}
	ObReferenceObject(Process);
	Injection->Process = Process;
	return Injection;
}

/* Under InjectLock: a place for a thread, where none is or one that has ended. */
static PVOID *InjectPlace(VOID)
{
	LARGE_INTEGER AtOnce = { .QuadPart = 0 };
	ULONG Index;

	for (Index = 0; Index < INJECTIONS_MAX; Index++) {
		if (Threads[Index] == NULL)
			return &Threads[Index];
		if (KeWaitForSingleObject(Threads[Index], Executive, KernelMode, FALSE, &AtOnce) == STATUS_SUCCESS) {
			ObDereferenceObject(Threads[Index]);
			Threads[Index] = NULL;
			return &Threads[Index];
		}
	}
	return NULL;
}

/* Under InjectLock. */
static NTSTATUS InjectCreateThread(PINJECTION Injection)
{
	PVOID *Place = InjectPlace();
	OBJECT_ATTRIBUTES Attributes;
	NTSTATUS Status;
	HANDLE Thread;

	if (READ_LONG(&Stopping))
		return STATUS_DELETE_PENDING;
	if (Place == NULL)
		return STATUS_TOO_MANY_THREADS;
	/* Not in the caller's table, where another of its threads could close it in between. */
	InitializeObjectAttributes(&Attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
	Status = PsCreateSystemThread(&Thread, THREAD_ALL_ACCESS, &Attributes, NULL, NULL, InjectThread, Injection);
	if (!NT_SUCCESS(Status))
		return Status;
	/* A handle with every right that was opened a moment ago: this cannot fail, and the thread has to be waited for. */
	ObReferenceObjectByHandle(Thread, SYNCHRONIZE, NULL, KernelMode, Place, NULL);
	ZwClose(Thread);
	return STATUS_SUCCESS;
}

NTSTATUS InjectControl(PIRP Irp, const VOID *Input, ULONG Length)
{
	const struct prm_inject *Wish = Input;
	PINJECTION Injection;
	NTSTATUS Status;

	if (Length < sizeof(*Wish))
		return STATUS_INFO_LENGTH_MISMATCH;
	Status = InjectCheck(Wish, Length);
	if (!NT_SUCCESS(Status))
		return Status;
	Injection = InjectCopy(Wish, IoGetRequestorProcess(Irp));
	if (Injection == NULL)
		return STATUS_INSUFFICIENT_RESOURCES;
	KeEnterCriticalRegion();
	ExAcquireFastMutexUnsafe(&InjectLock);
	Status = InjectCreateThread(Injection);
	ExReleaseFastMutexUnsafe(&InjectLock);
	KeLeaveCriticalRegion();
	if (!NT_SUCCESS(Status))
		InjectFree(Injection);
	return Status;
}

/* In Wine calls are on their way: who has the lock after this makes no thread. */
VOID InjectStop(VOID)
{
	ULONG Index;

	KeEnterCriticalRegion();
	ExAcquireFastMutexUnsafe(&InjectLock);
	WRITE_LONG(&Stopping, 1);
	ExReleaseFastMutexUnsafe(&InjectLock);
	KeLeaveCriticalRegion();
	for (Index = 0; Index < INJECTIONS_MAX; Index++) {
		if (Threads[Index] != NULL) {
			KeWaitForSingleObject(Threads[Index], Executive, KernelMode, FALSE, NULL);
			ObDereferenceObject(Threads[Index]);
			Threads[Index] = NULL;
		}
	}
}
