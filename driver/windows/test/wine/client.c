// SPDX-License-Identifier: Apache-2.0
#include "client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OUTPUT_SIZE (1u << 20)
#define UNTOUCHED 0xCC
#define PATIENCE_MS 10000u

void fatal(const char *what)
{
	printf("FAIL  %s (error %lu)\n", what, GetLastError());
	fflush(stdout);
	ExitProcess(1);
}

static SC_HANDLE service_open(const WCHAR *service)
{
	SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_ALL_ACCESS), opened;

	if (!manager)
		fatal("the service control manager opens");
	opened = OpenServiceW(manager, service, SERVICE_ALL_ACCESS);
	CloseServiceHandle(manager);
	return opened;
}

DWORD driver_start(const WCHAR *service, const WCHAR *image)
{
	SC_HANDLE manager, created;
	WCHAR path[MAX_PATH];
	DWORD error = 0;

	driver_remove(service);
	if (!GetFullPathNameW(image, MAX_PATH, path, NULL))
		fatal("the image has a path");
	manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_ALL_ACCESS);
	if (!manager)
		fatal("the service control manager opens");
	created = CreateServiceW(manager, service, service, SERVICE_ALL_ACCESS, SERVICE_KERNEL_DRIVER, SERVICE_DEMAND_START,
				 SERVICE_ERROR_NORMAL, path, DRIVER_GROUP, NULL, NULL, NULL, NULL);
	CloseServiceHandle(manager);
	if (!created)
		return GetLastError();
	if (!StartServiceW(created, 0, NULL))
		error = GetLastError();
	CloseServiceHandle(created);
	return error;
}

DWORD driver_restart(const WCHAR *service)
{
	SC_HANDLE opened = service_open(service);
	DWORD error = opened && StartServiceW(opened, 0, NULL) ? 0 : GetLastError();

	if (opened)
		CloseServiceHandle(opened);
	return error;
}

DWORD driver_stop(const WCHAR *service)
{
	SC_HANDLE opened = service_open(service);
	SERVICE_STATUS status;
	DWORD error = opened && ControlService(opened, SERVICE_CONTROL_STOP, &status) ? 0 : GetLastError();
	ULONGLONG end = GetTickCount64() + PATIENCE_MS;

	while (!error && QueryServiceStatus(opened, &status) && status.dwCurrentState != SERVICE_STOPPED)
		if (GetTickCount64() > end)
			error = ERROR_SERVICE_REQUEST_TIMEOUT;
	if (opened)
		CloseServiceHandle(opened);
	return error;
}

void driver_remove(const WCHAR *service)
{
	SC_HANDLE opened = service_open(service);
	SERVICE_STATUS status;

	if (!opened)
		return;
	ControlService(opened, SERVICE_CONTROL_STOP, &status);
	DeleteService(opened);
	CloseServiceHandle(opened);
}

HANDLE other_device(void)
{
	return CreateFileW(L"\\\\.\\PRMonitorOther", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
}

bool other_device_where(HANDLE other, uint64_t where[2])
{
	ULONG_PTR information = 0;

	return !control(other, PRM_CONTROL(0x800), NULL, 0, where, 2 * sizeof(*where), &information) &&
	       information == 2 * sizeof(*where);
}

HANDLE device_open(DWORD access)
{
	return CreateFileW(DRIVER_DEVICE, access, 0, NULL, OPEN_EXISTING, 0, NULL);
}

HANDLE device(void)
{
	HANDLE opened = device_open(GENERIC_READ | GENERIC_WRITE);

	if (opened == INVALID_HANDLE_VALUE)
		fatal("the device opens");
	return opened;
}

NTSTATUS control(HANDLE device, ULONG code, const void *in, ULONG in_size, void *out, ULONG out_size, ULONG_PTR *information)
{
	IO_STATUS_BLOCK block = { 0 };
	NTSTATUS status = NtDeviceIoControlFile(device, NULL, NULL, NULL, &block, code, (void *)in, in_size, out, out_size);

	if (information)
		*information = block.Information;
	return status;
}

HANDLE event_new(void)
{
	HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);

	if (!event)
		fatal("an event is made");
	return event;
}

NTSTATUS session_start(HANDLE device, HANDLE event, ULONG types, ULONG ring_bytes)
{
	struct prm_start start = { .control_version = PRM_CONTROL_VERSION, .types = types, .event = (ULONG_PTR)event,
				   .ring_bytes = ring_bytes };

	return control(device, IOCTL_PRM_STARTHOOK, &start, sizeof(start), NULL, 0, NULL);
}

NTSTATUS session_stop(HANDLE device)
{
	return control(device, IOCTL_PRM_STOPHOOK, NULL, 0, NULL, 0, NULL);
}

struct prm_statistics statistics(HANDLE device)
{
	struct prm_statistics statistics;

	if (control(device, IOCTL_PRM_STATS, NULL, 0, &statistics, sizeof(statistics), NULL))
		fatal("the device says its statistics");
	return statistics;
}

bool sessions_become(HANDLE device, ULONG sessions)
{
	ULONGLONG end = GetTickCount64() + PATIENCE_MS;

	while (statistics(device).sessions != sessions)
		if (GetTickCount64() > end)
			return false;
	return true;
}

void batch_take(struct batch *batch, HANDLE device)
{
	static __thread uint8_t output[OUTPUT_SIZE];
	static __thread ULONG_PTR used = OUTPUT_SIZE;
	ULONG_PTR information;

	/* What the last one wrote, and a little more, is enough: beyond that nothing has been written yet. */
	used = min(used + 4096, sizeof(output));
	memset(output, UNTOUCHED, used);
	*batch = (struct batch) { .bytes = output, .sound = true, .offset = sizeof(batch->head) };
	batch->status = control(device, IOCTL_PRM_GETINFO, NULL, 0, output, sizeof(output), &information);
	if (batch->status)
		return;
	memcpy(&batch->head, output, sizeof(batch->head));
	batch->left = batch->head.records;
	batch->sound = information == sizeof(batch->head) + batch->head.bytes && information <= sizeof(output);
	for (ULONG_PTR i = information; batch->sound && i < min(information + 4096, sizeof(output)); i++)
		batch->sound = output[i] == UNTOUCHED;
	used = information;
}

const struct prm_header *batch_next(struct batch *batch)
{
	ULONG end = sizeof(batch->head) + batch->head.bytes, begin = (batch->offset + 7) & ~7u;
	const struct prm_header *header = (const void *)(batch->bytes + begin);

	if (!batch->sound || !batch->left) {
		batch->sound = batch->sound && (batch->status || batch->offset == end);
		return NULL;
	}
	for (ULONG i = batch->offset; i < begin; i++)
		if (batch->bytes[i])
			batch->sound = false;
	if (!batch->sound || begin + sizeof(*header) > end || header->size < sizeof(*header) || header->size > end - begin ||
	    header->version != PRM_WIRE_VERSION) {
		batch->sound = false;
		return NULL;
	}
	batch->offset = begin + header->size;
	batch->left--;
	return header;
}
