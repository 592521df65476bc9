/* SPDX-License-Identifier: Apache-2.0 */
/* What a client of PRMonitor.sys does, in C: services, the device, its control codes with the statuses that it gives, records. */
#ifndef PRMONITOR_CLIENT_H
#define PRMONITOR_CLIENT_H

#include <windows.h>
#include <winternl.h>
#include <ntstatus.h>
#include <stdbool.h>
#include <stdint.h>

typedef uint8_t __u8;
typedef uint16_t __u16;
typedef uint32_t __u32;
typedef uint64_t __u64;
typedef int32_t __s32;

#include "../../../wire/prmonitor_wire.h"
#include "../../../wire/prmonitor_windows.h"
#include "../inject.h"

#define DRIVER_SERVICE L"PRMonitor"
/* Wine runs the drivers of a group in one process, and tells a driver of the images that its own process loads. */
#define DRIVER_GROUP L"PRMonitorTest"
#define DRIVER_DEVICE L"\\\\.\\PRMonitor"

#define PROCESS_TYPES (PRM_TYPE_MASK(PRM_PROCESS_STARTED) | PRM_TYPE_MASK(PRM_PROCESS_EXITED))
#define EVERY_TYPE (PROCESS_TYPES | PRM_TYPE_MASK(PRM_IMAGE_LOADED) | PRM_TYPE_MASK(PRM_REGISTRY_CHANGED))

/* Ends the program: something that every test stands on has failed. */
void fatal(const char *what) __attribute__((noreturn));

/* Makes the service anew and starts it; image is a path of Wine or Linux. Gives the error, 0 where there is none. */
DWORD driver_start(const WCHAR *service, const WCHAR *image);
/* Stops it; gives the error. */
DWORD driver_stop(const WCHAR *service);
DWORD driver_restart(const WCHAR *service);
/* Stops it if it runs, and deletes it. */
void driver_remove(const WCHAR *service);

/* The driver of other_driver.c, in the same process as PRMonitor.sys. Gives its base and its size; false where it does not answer. */
#define OTHER_SERVICE L"PRMonitorOther"
HANDLE other_device(void);
bool other_device_where(HANDLE other, uint64_t where[2]);

/* INVALID_HANDLE_VALUE and GetLastError() where it does not open. */
HANDLE device_open(DWORD access);
/* As above with read and write access; fatal() where it does not open. */
HANDLE device(void);

/* The system call itself, for its status; information may be NULL. */
NTSTATUS control(HANDLE device, ULONG code, const void *in, ULONG in_size, void *out, ULONG out_size, ULONG_PTR *information);

HANDLE event_new(void);
/* A session of these types on every process. */
NTSTATUS session_start(HANDLE device, HANDLE event, ULONG types, ULONG ring_bytes);
NTSTATUS session_stop(HANDLE device);
/* fatal() where the device refuses. */
struct prm_statistics statistics(HANDLE device);
/* Wine closes a file object some time after its last handle. */
bool sessions_become(HANDLE device, ULONG sessions);

/* What one GETINFO gave. */
struct batch {
	NTSTATUS status;
	struct prm_batch head;
	const uint8_t *bytes;	/* the output; valid until the next */
	ULONG offset;		/* of the next record */
	ULONG left;		/* records */
	bool sound;		/* so far: lengths agree, gaps are zero, no byte beyond them was written */
};

void batch_take(struct batch *batch, HANDLE device);
/* NULL after the last; then batch->sound says whether all of it was. */
const struct prm_header *batch_next(struct batch *batch);

#endif
