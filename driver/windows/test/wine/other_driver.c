// SPDX-License-Identifier: Apache-2.0
/*
 * A driver whose only purpose is to be loaded while PRMonitor.sys watches: its device says where it lies, so that the test
 * need not take PRMonitor's word for it.
 */
#include <ntddk.h>
#include <ntimage.h>

extern IMAGE_DOS_HEADER __ImageBase;

static UNICODE_STRING device_name = RTL_CONSTANT_STRING(L"\\Device\\PRMonitorOther");
static UNICODE_STRING link_name = RTL_CONSTANT_STRING(L"\\??\\PRMonitorOther");

static NTSTATUS NTAPI open_or_close(DEVICE_OBJECT *device, IRP *irp)
{
	(void)device;
	irp->IoStatus.Status = STATUS_SUCCESS;
	irp->IoStatus.Information = 0;
	IoCompleteRequest(irp, IO_NO_INCREMENT);
	return STATUS_SUCCESS;
}

/* Any code: the base and the size, as two numbers of 64 bits. */
static NTSTATUS NTAPI say_where(DEVICE_OBJECT *device, IRP *irp)
{
	IO_STACK_LOCATION *location = IoGetCurrentIrpStackLocation(irp);
	const IMAGE_NT_HEADERS *headers = (const void *)((ULONG_PTR)&__ImageBase + __ImageBase.e_lfanew);
	ULONG64 *where = irp->AssociatedIrp.SystemBuffer;
	NTSTATUS status = STATUS_BUFFER_TOO_SMALL;

	(void)device;
	irp->IoStatus.Information = 0;
	if (location->Parameters.DeviceIoControl.OutputBufferLength >= 2 * sizeof(*where)) {
		where[0] = (ULONG_PTR)&__ImageBase;
		where[1] = headers->OptionalHeader.SizeOfImage;
		irp->IoStatus.Information = 2 * sizeof(*where);
		status = STATUS_SUCCESS;
	}
	irp->IoStatus.Status = status;
	IoCompleteRequest(irp, IO_NO_INCREMENT);
	return status;
}

static void NTAPI unload(DRIVER_OBJECT *driver)
{
	IoDeleteSymbolicLink(&link_name);
	IoDeleteDevice(driver->DeviceObject);
}

NTSTATUS NTAPI DriverEntry(DRIVER_OBJECT *driver, UNICODE_STRING *path)
{
	DEVICE_OBJECT *device;
	NTSTATUS status = IoCreateDevice(driver, 0, &device_name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);

	(void)path;
	if (!NT_SUCCESS(status))
		return status;
	status = IoCreateSymbolicLink(&link_name, &device_name);
	if (!NT_SUCCESS(status)) {
		IoDeleteDevice(device);
		return status;
	}
	driver->MajorFunction[IRP_MJ_CREATE] = driver->MajorFunction[IRP_MJ_CLOSE] = open_or_close;
	driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = say_where;
	driver->DriverUnload = unload;
	return STATUS_SUCCESS;
}
