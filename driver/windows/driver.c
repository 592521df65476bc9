/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PRMonitor.sys: its beginning, its device and its end.
 *
 * The name that Ring 3 opens is made last and taken away first, so whoever can open the device finds all of it working. On
 * Windows the driver's end waits for the last handle. Wine calls DriverUnload while handles are open and another thread serves
 * a request; so the requests are waited for there, and every session is ended, after the last callback has returned.
 */
#include "kernel.h"
#include "control.h"
#include "kernel_routines.h"
#include "security.h"
#include "session.h"
#include "watch.h"
#ifdef PRM_TEST
#include "test/inject_control.h"
#endif

#define WIDE_(text) L##text
#define WIDE(text) WIDE_(text)

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD DriverUnload;
static DRIVER_DISPATCH DispatchCreate, DispatchCleanup, DispatchClose, DispatchDeviceControl;

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\" WIDE(PRM_DEVICE_NAME));
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\??\\" WIDE(PRM_DEVICE_NAME));

static volatile LONG RequestsServed;	/* at this moment; interlocked */

/* The last that a dispatch routine does: from here on DriverUnload may return. */
static NTSTATUS Complete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
	Irp->IoStatus.Status = Status;
	Irp->IoStatus.Information = Information;
	IoCompleteRequest(Irp, IO_NO_INCREMENT);
	InterlockedDecrement(&RequestsServed);
	return Status;
}

/*
 * Polls, since an event that the last request sets would let DriverUnload return before the request has. Once in any case:
 * Wine may have taken a request from its server before the device was gone, and be about to hand it over. Nothing can be waited
 * for there; on Windows no such request exists.
 */
static VOID RequestsWait(VOID)
{
	LARGE_INTEGER Interval = { .QuadPart = -500000 };	/* 50 ms */

	do
		KeDelayExecutionThread(KernelMode, FALSE, &Interval);
	while (READ_LONG(&RequestsServed) != 0);
}

/* The device alone: nothing lies beneath it. */
static NTSTATUS NTAPI DispatchCreate(PDEVICE_OBJECT Device, PIRP Irp)
{
	PFILE_OBJECT File = IoGetCurrentIrpStackLocation(Irp)->FileObject;

	UNREFERENCED_PARAMETER(Device);
	InterlockedIncrement(&RequestsServed);
	return Complete(Irp, File->FileName.Length == 0 ? STATUS_SUCCESS : STATUS_OBJECT_NAME_NOT_FOUND, 0);
}

/* The last handle is gone: nobody asks any more, so nothing is kept for the file object. */
static NTSTATUS NTAPI DispatchCleanup(PDEVICE_OBJECT Device, PIRP Irp)
{
	UNREFERENCED_PARAMETER(Device);
	InterlockedIncrement(&RequestsServed);
	SessionStop(IoGetCurrentIrpStackLocation(Irp)->FileObject);
	return Complete(Irp, STATUS_SUCCESS, 0);
}

/*
 * The last reference is gone, too. A START that was on its way during IRP_MJ_CLEANUP may have left a session; and Wine sends
 * no IRP_MJ_CLEANUP.
 */
static NTSTATUS NTAPI DispatchClose(PDEVICE_OBJECT Device, PIRP Irp)
{
	return DispatchCleanup(Device, Irp);
}

static NTSTATUS NTAPI DispatchDeviceControl(PDEVICE_OBJECT Device, PIRP Irp)
{
	ULONG_PTR Written;
	NTSTATUS Status;

	UNREFERENCED_PARAMETER(Device);
	InterlockedIncrement(&RequestsServed);
	Status = ControlDispatch(Irp, &Written);
	return Complete(Irp, Status, Written);
}

static VOID NTAPI DriverUnload(PDRIVER_OBJECT Driver)
{
	PDEVICE_OBJECT Device = Driver->DeviceObject;

	IoDeleteSymbolicLink(&LinkName);
#ifdef PRM_TEST
	InjectStop();
#endif
	WatchesStop();
	/* Wine writes into the device when a request has been served, and frees it with its last reference. */
	ObReferenceObject(Device);
	IoDeleteDevice(Device);
	RequestsWait();
	ObDereferenceObject(Device);
	SessionsUninitialize();
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
	PDEVICE_OBJECT Device;
	NTSTATUS Status;

	UNREFERENCED_PARAMETER(RegistryPath);
	Driver->MajorFunction[IRP_MJ_CREATE] = DispatchCreate;
	Driver->MajorFunction[IRP_MJ_CLEANUP] = DispatchCleanup;
	Driver->MajorFunction[IRP_MJ_CLOSE] = DispatchClose;
	Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = DispatchDeviceControl;
	Driver->DriverUnload = DriverUnload;

	KernelRoutinesResolve();
	SessionsInitialize();
	Status = IoCreateDevice(Driver, 0, &DeviceName, PRM_DEVICE_TYPE, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
	if (!NT_SUCCESS(Status))
		return Status;
	Status = SecurityRestrictDevice(Device);
	if (!NT_SUCCESS(Status))
		goto delete_device;
#ifdef PRM_TEST
	InjectStart();
#endif
	WatchesStart(Driver);
	Status = IoCreateSymbolicLink(&LinkName, &DeviceName);
	if (!NT_SUCCESS(Status))
		goto stop_watches;
	return STATUS_SUCCESS;

stop_watches:
	WatchesStop();
delete_device:
	IoDeleteDevice(Device);
	return Status;
}
