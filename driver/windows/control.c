/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All codes are METHOD_BUFFERED: input and output are one block of the system's, as long as the longer of both, which the I/O
 * manager has copied in and copies out. No routine here sees a user's address. A handler reads its input before it writes.
 */
#include "control.h"
#include "event_handle.h"
#include "session.h"
#include "watch.h"
#ifdef PRM_TEST
#include "test/inject_control.h"
#define PRM_VERSION_FLAGS PRM_VERSION_TEST
#else
#define PRM_VERSION_FLAGS 0
#endif

/* Every event that this wire version knows. What is known and cannot be watched is left out; the rest is an error. */
#define KNOWN_TYPES \
	(PRM_TYPE_MASK(PRM_PROCESS_STARTED) | PRM_TYPE_MASK(PRM_PROCESS_FORKED) | PRM_TYPE_MASK(PRM_PROCESS_EXITED) | \
	 PRM_TYPE_MASK(PRM_IMAGE_LOADED) | PRM_TYPE_MASK(PRM_REGISTRY_CHANGED))

/* One request, its lengths checked against its code's. */
typedef struct _REQUEST {
	PIRP Irp;
	PFILE_OBJECT Owner;
	PVOID Buffer;		/* NULL where both lengths are 0 */
	ULONG OutputLength;
	ULONG_PTR Written;
} REQUEST, *PREQUEST;

static NTSTATUS ControlVersion(PREQUEST Request)
{
	struct prm_version *Version = Request->Buffer;

	Version->control_version = PRM_CONTROL_VERSION;
	Version->wire_version = PRM_WIRE_VERSION;
	Version->major = PRM_DRIVER_MAJOR;
	Version->minor = PRM_DRIVER_MINOR;
	Version->patch = PRM_DRIVER_PATCH;
	Version->flags = PRM_VERSION_FLAGS;
	Request->Written = sizeof(*Version);
	return STATUS_SUCCESS;
}

static NTSTATUS ControlCheckStart(const struct prm_start *Start)
{
	if (Start->control_version != PRM_CONTROL_VERSION)
		return STATUS_REVISION_MISMATCH;
	if (Start->types == 0 || (Start->types & ~KNOWN_TYPES) != 0 || Start->reserved != 0)
		return STATUS_INVALID_PARAMETER;
	if (Start->ring_bytes < PRM_RING_MIN || Start->ring_bytes > PRM_RING_MAX)
		return STATUS_INVALID_PARAMETER;
	switch (Start->filter) {
	case PRM_EVERY_PROCESS:
		return Start->process_id == 0 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
	case PRM_WITHOUT_PROCESS:
	case PRM_ONLY_PROCESS:
		return STATUS_SUCCESS;
	default:
		return STATUS_INVALID_PARAMETER;
	}
}

static NTSTATUS ControlStart(PREQUEST Request)
{
	struct prm_start *Start = Request->Buffer;
	PKEVENT Event;
	NTSTATUS Status = ControlCheckStart(Start);

	if (!NT_SUCCESS(Status))
		return Status;
	Status = EventReference(Request->Irp, Start->event, &Event);
	if (!NT_SUCCESS(Status))
		return Status;
	Start->types &= WatchesTypes();
	Status = SessionStart(Request->Owner, Start, Event);
	if (!NT_SUCCESS(Status))
		ObDereferenceObject(Event);
	return Status;
}

static NTSTATUS ControlTake(PREQUEST Request)
{
	return SessionTake(Request->Owner, Request->Buffer, Request->OutputLength, &Request->Written);
}

static NTSTATUS ControlStop(PREQUEST Request)
{
	return SessionStop(Request->Owner);
}

static NTSTATUS ControlStatistics(PREQUEST Request)
{
	struct prm_statistics *Statistics = Request->Buffer;

	RtlZeroMemory(Statistics, sizeof(*Statistics));
	WatchesStatistics(Statistics);
	SessionStatistics(Request->Owner, Statistics);
	Request->Written = sizeof(*Statistics);
	return STATUS_SUCCESS;
}

typedef struct _CONTROL_CODE {
	ULONG Code;
	ULONG InputLength;	/* exactly */
	ULONG OutputLength;	/* at least */
	NTSTATUS (*Handle)(PREQUEST Request);
} CONTROL_CODE;

static const CONTROL_CODE Controls[] = {
	{ IOCTL_PRM_VERSION, 0, sizeof(struct prm_version), ControlVersion },
	{ IOCTL_PRM_STARTHOOK, sizeof(struct prm_start), 0, ControlStart },
	{ IOCTL_PRM_GETINFO, 0, sizeof(struct prm_batch), ControlTake },
	{ IOCTL_PRM_STOPHOOK, 0, 0, ControlStop },
	{ IOCTL_PRM_STATS, 0, sizeof(struct prm_statistics), ControlStatistics },
};

NTSTATUS ControlDispatch(PIRP Irp, PULONG_PTR Written)
{
	PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
	ULONG Code = Stack->Parameters.DeviceIoControl.IoControlCode;
	ULONG InputLength = Stack->Parameters.DeviceIoControl.InputBufferLength;
	REQUEST Request = {
		Irp, Stack->FileObject, Irp->AssociatedIrp.SystemBuffer, Stack->Parameters.DeviceIoControl.OutputBufferLength, 0
	};
	NTSTATUS Status = STATUS_INVALID_DEVICE_REQUEST;
	ULONG Index;

	*Written = 0;
#ifdef PRM_TEST
	if (Code == IOCTL_PRM_INJECT)
		return InjectControl(Irp, Request.Buffer, InputLength);
#endif
	for (Index = 0; Index < RTL_NUMBER_OF(Controls); Index++) {
		const CONTROL_CODE *Control = &Controls[Index];

		if (Control->Code != Code)
			continue;
		if (InputLength != Control->InputLength)
			return STATUS_INFO_LENGTH_MISMATCH;
		if (Request.OutputLength < Control->OutputLength)
			return STATUS_BUFFER_TOO_SMALL;
		Status = Control->Handle(&Request);
		if (NT_SUCCESS(Status))
			*Written = Request.Written;
		return Status;
	}
	return Status;
}
