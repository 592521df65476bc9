/* SPDX-License-Identifier: Apache-2.0 */
/* The I/O manager: the driver, its device, file objects and requests. */
#include <stdlib.h>

#include "internal.h"

DRIVER_INITIALIZE DriverEntry;

#define CANARY 0xEE	/* what a system buffer holds beyond the caller's input */

/* A device's object and what the mock knows of it. */
struct device {
	DEVICE_OBJECT device;
	WCHAR name[64];
	ACL *dacl;
	bool deleted;
	UCHAR extension[] __attribute__((aligned(16)));
};

struct mock_file {
	FILE_OBJECT object;
	ACCESS_MASK access;
	PEPROCESS process;
	bool open;		/* CREATE succeeded: CLEANUP and CLOSE will come */
};

static void release_device(void *object);
static void close_file(void *object);
struct mock_type mock_device_type = { .name = "Device", .destroy = release_device };
struct mock_type mock_file_type = { .name = "File", .destroy = close_file };

static DRIVER_OBJECT driver;
static struct device *device;	/* the driver makes one */
static WCHAR link_name[64];	/* empty: there is none */
static bool loaded;

static bool same(const WCHAR *name, PCUNICODE_STRING string)
{
	size_t length = string->Length / sizeof(WCHAR);

	return !memcmp(name, string->Buffer, string->Length) && !name[length];
}

static void keep(WCHAR *into, PCUNICODE_STRING string)
{
	mock_require(string->Length < 64 * sizeof(WCHAR), "a device's name is too long for the mock");
	memcpy(into, string->Buffer, string->Length);
	into[string->Length / sizeof(WCHAR)] = 0;
}

VOID RtlInitUnicodeString(PUNICODE_STRING string, PCWSTR text)
{
	USHORT length = 0;

	while (text[length / sizeof(WCHAR)])
		length += sizeof(WCHAR);
	*string = (UNICODE_STRING){ length, length + sizeof(WCHAR), (PWSTR)text };
}

NTSTATUS IoCreateDevice(PDRIVER_OBJECT owner, ULONG extension, PUNICODE_STRING name, ULONG type, ULONG characteristics,
			BOOLEAN exclusive, PDEVICE_OBJECT *created)
{
	struct device *made;

	mock_at_most(APC_LEVEL, __func__);
	mock_require(owner == &driver && name && !exclusive, "IoCreateDevice: this driver's, with a name");
	mock_require(characteristics & FILE_DEVICE_SECURE_OPEN, "without FILE_DEVICE_SECURE_OPEN anyone opens \\device\\x");
	if (mock_refused())
		return STATUS_INSUFFICIENT_RESOURCES;
	mock_require(!device, "a second device");
	made = mock_object_new(&mock_device_type, sizeof(*made) + extension);
	made->device = (DEVICE_OBJECT){ owner, DO_DEVICE_INITIALIZING, characteristics, type, extension ? made->extension : NULL };
	keep(made->name, name);
	device = made;
	owner->DeviceObject = *created = &made->device;
	return STATUS_SUCCESS;
}

void IoDeleteDevice(PDEVICE_OBJECT object)
{
	mock_at_most(APC_LEVEL, __func__);
	mock_require(device && object == &device->device, "IoDeleteDevice of what is no device");
	device->deleted = true;
	device = NULL;
	driver.DeviceObject = NULL;
	ObfDereferenceObject(object);
}

static void release_device(void *object)
{
	free(((struct device *)object)->dacl);
}

void mock_device_set_dacl(PDEVICE_OBJECT object, const ACL *dacl)
{
	struct device *of = CONTAINING_RECORD(object, struct device, device);

	free(of->dacl);
	of->dacl = malloc(dacl->AclSize);
	mock_require(of->dacl != NULL, "the host has no memory");
	memcpy(of->dacl, dacl, dacl->AclSize);
}

NTSTATUS IoCreateSymbolicLink(PUNICODE_STRING link, PUNICODE_STRING target)
{
	mock_at_most(PASSIVE_LEVEL, __func__);
	mock_require(device && same(device->name, target), "a link to what is not the device");
	mock_require(device->dacl != NULL, "a link to a device that anyone may open: set its security first");
	if (mock_refused())
		return STATUS_INSUFFICIENT_RESOURCES;
	mock_require(!link_name[0], "a second link");
	keep(link_name, link);
	return STATUS_SUCCESS;
}

NTSTATUS IoDeleteSymbolicLink(PUNICODE_STRING link)
{
	mock_at_most(PASSIVE_LEVEL, __func__);
	mock_require(link_name[0] && same(link_name, link), "IoDeleteSymbolicLink of what is no link");
	link_name[0] = 0;
	return STATUS_SUCCESS;
}

void mock_io_require_none(void)
{
	mock_require(!device, "a device is left");
	mock_require(!link_name[0], "a symbolic link is left");
}

static NTSTATUS invalid_request(PDEVICE_OBJECT object, PIRP irp)
{
	(void)object;
	irp->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
	irp->IoStatus.Information = 0;
	IoCompleteRequest(irp, IO_NO_INCREMENT);
	return STATUS_INVALID_DEVICE_REQUEST;
}

NTSTATUS mock_driver_load(void)
{
	UNICODE_STRING path = mock_paged_string(L"\\REGISTRY\\MACHINE\\SYSTEM\\CurrentControlSet\\Services\\PRMonitor");
	PEPROCESS before = mock_become(PsInitialSystemProcess);
	struct mock_call call = mock_call_begin();
	NTSTATUS status;

	mock_require(!loaded, "a test loads the driver twice");
	driver = (DRIVER_OBJECT){ 0 };
	for (int major = 0; major <= IRP_MJ_MAXIMUM_FUNCTION; major++)
		driver.MajorFunction[major] = invalid_request;
	status = DriverEntry(&driver, &path);
	mock_call_end(&call, "DriverEntry");
	mock_become(before);
	if (!NT_SUCCESS(status)) {
		mock_require_nothing_left();
		return status;
	}
	loaded = true;
	mock_require(driver.DriverUnload != NULL, "a driver that cannot be unloaded");
	device->device.Flags &= ~DO_DEVICE_INITIALIZING;
	return status;
}

void mock_driver_unload(void)
{
	PEPROCESS before = mock_become(PsInitialSystemProcess);
	struct mock_call call = mock_call_begin();

	mock_require(loaded, "a test unloads a driver that is not there");
	driver.DriverUnload(&driver);
	mock_call_end(&call, "DriverUnload");
	loaded = false;
	mock_become(before);
	mock_require_nothing_left();
}

/* requests */

PIO_STACK_LOCATION IoGetCurrentIrpStackLocation(PIRP irp)
{
	return irp->mock_stack;
}

PEPROCESS IoGetRequestorProcess(PIRP irp)
{
	return irp->mock_requestor;
}

void IofCompleteRequest(PIRP irp, CCHAR boost)
{
	(void)boost;
	mock_at_most(DISPATCH_LEVEL, __func__);
	mock_require(!irp->mock_completions++, "a request is completed twice");
}

/* Runs the request, which must be complete when the driver returns. */
static NTSTATUS dispatch(IRP *irp, IO_STACK_LOCATION *stack, struct mock_file *file)
{
	struct mock_call call = mock_call_begin();
	NTSTATUS status;

	stack->FileObject = &file->object;
	stack->DeviceObject = file->object.DeviceObject;
	irp->mock_stack = stack;
	irp->mock_requestor = file->process;
	irp->RequestorMode = UserMode;
	irp->IoStatus.Status = (NTSTATUS)0xCDCDCDCD;
	irp->IoStatus.Information = 0xCDCDCDCD;
	status = driver.MajorFunction[stack->MajorFunction](file->object.DeviceObject, irp);
	mock_call_end(&call, "a dispatch routine");
	mock_require(irp->mock_completions == 1, "a request returned without being completed");
	mock_require(irp->IoStatus.Status == status, "a request returned %x, and was completed with %x", status, irp->IoStatus.Status);
	mock_require(status != STATUS_PENDING, "a request is pending");
	return status;
}

NTSTATUS mock_open(ACCESS_MASK access, const WCHAR *path, struct mock_file **opened)
{
	IO_STACK_LOCATION stack = { .MajorFunction = IRP_MJ_CREATE };
	IRP irp = { 0 };
	struct mock_file *file;
	NTSTATUS status;

	*opened = NULL;
	if (!device || !link_name[0])
		return STATUS_OBJECT_NAME_NOT_FOUND;
	if (!mock_dacl_allows(device->dacl, mock_cpu()->process->user, access))
		return STATUS_ACCESS_DENIED;
	file = mock_object_new(&mock_file_type, sizeof(*file));
	file->object.DeviceObject = &device->device;
	file->object.FileName = mock_paged_string(path ? path : L"");
	file->access = access;
	file->process = mock_cpu()->process;
	ObfReferenceObject(file->process);
	ObfReferenceObject(&device->device);
	status = dispatch(&irp, &stack, file);
	mock_require(irp.IoStatus.Information == 0, "IRP_MJ_CREATE with Information %llu", irp.IoStatus.Information);
	file->open = NT_SUCCESS(status);
	if (file->open)
		*opened = file;
	else
		ObfDereferenceObject(file);
	return status;
}

NTSTATUS mock_control(struct mock_file *file, ULONG code, const void *input, ULONG input_length, void *output,
		      ULONG output_length, ULONG *information)
{
	ULONG size = max(input_length, output_length);
	IO_STACK_LOCATION stack = {
		.MajorFunction = IRP_MJ_DEVICE_CONTROL,
		.Parameters.DeviceIoControl = {
			.InputBufferLength = input_length, .OutputBufferLength = output_length, .IoControlCode = code,
		},
	};
	IRP irp = { 0 };
	UCHAR *buffer = NULL;
	NTSTATUS status;

	mock_require((code & 3) == METHOD_BUFFERED, "the mock knows METHOD_BUFFERED alone");
	if (information)
		*information = 0;
	if (code >> 14 & ~file->access & (FILE_READ_DATA | FILE_WRITE_DATA))
		return STATUS_ACCESS_DENIED;
	if (size) {
		buffer = malloc(size);
		mock_require(buffer != NULL, "the host has no memory");
		memset(buffer, CANARY, size);
		if (input_length)
			memcpy(buffer, input, input_length);
	}
	irp.AssociatedIrp.SystemBuffer = buffer;
	ObfReferenceObject(file);
	status = dispatch(&irp, &stack, file);
	/* A warning hands out as many bytes as a success does. */
	if (!NT_ERROR(status)) {
		mock_require(irp.IoStatus.Information <= output_length, "control code %x: Information %llu of an output of %u", code,
			     irp.IoStatus.Information, output_length);
		if (irp.IoStatus.Information)
			memcpy(output, buffer, irp.IoStatus.Information);
	}
	if (!NT_SUCCESS(status))
		mock_require(!irp.IoStatus.Information, "control code %x failed with %x and Information %llu", code, status,
			     irp.IoStatus.Information);
	if (information)
		*information = (ULONG)irp.IoStatus.Information;
	free(buffer);
	ObfDereferenceObject(file);
	return status;
}

NTSTATUS mock_request(struct mock_file *file, UCHAR major)
{
	IO_STACK_LOCATION stack = { .MajorFunction = major };
	IRP irp = { 0 };
	NTSTATUS status;

	ObfReferenceObject(file);
	status = dispatch(&irp, &stack, file);
	mock_require(irp.IoStatus.Information == 0, "request %x with Information %llu", major, irp.IoStatus.Information);
	ObfDereferenceObject(file);
	return status;
}

/* The last reference: all requests are done. */
static void close_file(void *object)
{
	struct mock_file *file = object;
	PDEVICE_OBJECT of = file->object.DeviceObject;

	if (loaded && file->open) {
		IO_STACK_LOCATION stack = { .MajorFunction = IRP_MJ_CLOSE };
		IRP irp = { 0 };

		dispatch(&irp, &stack, file);
	}
	ObfDereferenceObject(of);
	ObfDereferenceObject(file->process);
}

void mock_close(struct mock_file *file)
{
	if (loaded)
		mock_require(NT_SUCCESS(mock_request(file, IRP_MJ_CLEANUP)), "IRP_MJ_CLEANUP failed: nobody could say so");
	ObfDereferenceObject(file);
}

void mock_close_without_cleanup(struct mock_file *file)
{
	ObfDereferenceObject(file);
}

struct mock_file *mock_file_reference(struct mock_file *file)
{
	ObfReferenceObject(file);
	return file;
}

void mock_file_dereference(struct mock_file *file)
{
	ObfDereferenceObject(file);
}
