// SPDX-License-Identifier: Apache-2.0
/*
 * The reference of 'prmonitor bench windows': the shortest honest client of PRMonitor.sys in C. It talks to the driver as
 * prmonitor_windows.h says, looks at every record (lengths, version, type, path) and keeps nothing. Compiled twice: for Windows, to
 * run in Wine beside the driver, and for Linux, where its calls go over ../windows/test/bridge, as those of the JVM do.
 *
 *	windows_client load IMAGE		(Windows only) makes the driver's service and starts it
 *	windows_client inject COUNT RATE	asks the test image for COUNT loads of drivers, RATE a second; 0: as fast as it goes
 *	windows_client read COUNT RING_BYTES	begins a session and says "ready"; when COUNT events were taken or told lost, says
 *						"end TAKEN LOST SPAN CPU P50 P99 P999 MAX": nanoseconds from the first batch to
 *						the last, nanoseconds of the reading thread, and nanoseconds from time stamp to here
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#ifdef _WIN32
#include <windows.h>
typedef uint8_t __u8;
typedef uint16_t __u16;
typedef uint32_t __u32;
typedef uint64_t __u64;
typedef int32_t __s32;
#else
#include <errno.h>
#include <linux/types.h>
typedef uint64_t HANDLE;
typedef uint32_t DWORD;
/* The bridge's: windows/test/bridge/functions.h. */
HANDLE CreateFileW(const wchar_t *name, DWORD access, DWORD share, void *security, DWORD creation, DWORD flags, HANDLE template);
HANDLE CreateEventW(void *security, DWORD manual, DWORD initial, const wchar_t *name);
DWORD DeviceIoControl(HANDLE device, DWORD code, void *in, DWORD in_size, void *out, DWORD out_size, DWORD *written, void *overlapped);
DWORD WaitForSingleObject(HANDLE handle, DWORD milliseconds);
DWORD CloseHandle(HANDLE handle);
#define GENERIC_READ 0x80000000u
#define GENERIC_WRITE 0x40000000u
#define OPEN_EXISTING 3u
#define WAIT_OBJECT_0 0u
#define WAIT_TIMEOUT 258u
#define INVALID_HANDLE_VALUE UINT64_MAX
#define GetLastError() ((unsigned long)errno)
#endif

#include "../wire/prmonitor_wire.h"
#include "../wire/prmonitor_windows.h"
#include "../windows/test/inject.h"

#define BATCH_BYTES (256u << 10)	/* as the Java channel's */
#define LOOK_MS 100u
#define PATIENCE_LOOKS 300u
#define TICKS_1601_TO_1970 116444736000000000ull
#define NANOS_PER_TICK 100u

static void require(int done, const char *what)
{
	if (!done) {
		fprintf(stderr, "windows_client: %s (error %lu)\n", what, GetLastError());
		exit(1);
	}
}

/* As a record's time: 100 ns since 1601. */
static uint64_t now_ticks(void)
{
#ifdef _WIN32
	FILETIME now;

	GetSystemTimePreciseAsFileTime(&now);
	return (uint64_t)now.dwHighDateTime << 32 | now.dwLowDateTime;
#else
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return TICKS_1601_TO_1970 + (uint64_t)now.tv_sec * 10000000 + (uint64_t)now.tv_nsec / NANOS_PER_TICK;
#endif
}

static uint64_t thread_nanos(void)
{
#ifdef _WIN32
	FILETIME created, ended, kernel, user;

	require(GetThreadTimes(GetCurrentThread(), &created, &ended, &kernel, &user), "the thread's times");
	return (((uint64_t)kernel.dwHighDateTime << 32 | kernel.dwLowDateTime) + ((uint64_t)user.dwHighDateTime << 32 | user.dwLowDateTime)) *
	       NANOS_PER_TICK;
#else
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
#endif
}

static HANDLE device_open(void)
{
	HANDLE device = CreateFileW(L"\\\\.\\PRMonitor", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, 0);

	require(device != INVALID_HANDLE_VALUE, "the device opens");
	return device;
}

static int inject(uint32_t count, uint32_t rate)
{
	/* A path of 16-bit characters, to which the driver adds a number. */
	static const char path[] = "\\SystemRoot\\System32\\drivers\\bench.sys";
	struct {
		struct prm_inject what;
		uint16_t text[sizeof(path) - 1];
	} input = { .what = { .type = PRM_IMAGE_LOADED, .count = count, .rate = rate, .image_size = 4096, .text_length = sizeof(input.text) } };
	HANDLE device = device_open();
	DWORD written = 0;

	for (size_t i = 0; i < sizeof(path) - 1; i++)
		input.text[i] = (uint8_t)path[i];
	/* No padding behind the text: the driver wants exactly what the lengths say. */
	require((int)DeviceIoControl(device, IOCTL_PRM_INJECT, &input, sizeof(input.what) + sizeof(input.text), NULL, 0, &written, NULL),
		"the driver injects: is it the test image?");
	CloseHandle(device);
	return 0;
}

struct reader {
	uint64_t taken, lost;
	uint64_t first, last;	/* ticks, of the first batch and the last */
	uint64_t count;
	uint32_t *latencies;	/* ticks */
};

static void record_take(struct reader *reader, const uint8_t *bytes, uint32_t size, uint64_t now)
{
	const struct prm_header *header = (const void *)bytes;
	const struct prm_image_loaded *image = (const void *)bytes;
	uint64_t late = now > header->time ? now - header->time : 0;

	require(size >= sizeof(*image) && header->size <= size && header->version == PRM_WIRE_VERSION && header->type == PRM_IMAGE_LOADED &&
		header->size == sizeof(*image) + image->path_length, "a record is what it says");
	if (reader->taken < reader->count)
		reader->latencies[reader->taken] = late > UINT32_MAX ? UINT32_MAX : (uint32_t)late;
	reader->taken++;
}

/* One GETINFO; gives how many records are left. */
static uint32_t batch_take(struct reader *reader, HANDLE device)
{
	static uint64_t output[BATCH_BYTES / sizeof(uint64_t)];
	const uint8_t *bytes = (const uint8_t *)output;
	const struct prm_batch *batch = (const void *)bytes;
	DWORD written = 0;
	uint32_t offset = sizeof(*batch);
	uint64_t now;

	require((int)DeviceIoControl(device, IOCTL_PRM_GETINFO, NULL, 0, output, sizeof(output), &written, NULL), "GETINFO");
	require(written >= sizeof(*batch) && written == sizeof(*batch) + batch->bytes, "a batch is as long as it says");
	for (uint32_t left = batch->records; left; left--) {
		offset = (offset + 7) & ~7u;
		require(offset + sizeof(struct prm_header) <= written, "a record is whole");
		now = now_ticks();
		if (!reader->first)
			reader->first = now;
		reader->last = now;
		record_take(reader, bytes + offset, written - offset, now);
		offset += ((const struct prm_header *)(const void *)(bytes + offset))->size;
	}
	reader->lost = batch->lost;
	return batch->waiting_records;
}

static int latency_compare(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

static unsigned long long quantile(const struct reader *reader, double share)
{
	uint64_t noted = reader->taken < reader->count ? reader->taken : reader->count;

	return noted ? reader->latencies[(uint64_t)((double)(noted - 1) * share)] * (unsigned long long)NANOS_PER_TICK : 0;
}

static int read_all(uint64_t count, uint32_t ring_bytes)
{
	struct reader reader = { .count = count, .latencies = calloc(count, sizeof(uint32_t)) };
	HANDLE device = device_open(), event = CreateEventW(NULL, 0, 0, NULL);
	struct prm_start start = { .control_version = PRM_CONTROL_VERSION, .types = PRM_TYPE_MASK(PRM_IMAGE_LOADED),
				   .event = (uint64_t)(uintptr_t)event, .ring_bytes = ring_bytes };
	DWORD written = 0;
	uint64_t began;

	require(reader.latencies && event, "an event and memory");
	require((int)DeviceIoControl(device, IOCTL_PRM_STARTHOOK, &start, sizeof(start), NULL, 0, &written, NULL), "STARTHOOK");
	printf("ready\n");
	fflush(stdout);
	began = thread_nanos();
	for (unsigned int idle = 0; reader.taken + reader.lost < count; idle++) {
		DWORD woken = WaitForSingleObject(event, LOOK_MS);

		require(woken == WAIT_OBJECT_0 || woken == WAIT_TIMEOUT, "the wait");
		require(idle < PATIENCE_LOOKS, "all events come");
		if (woken == WAIT_OBJECT_0)
			idle = 0;
		while (batch_take(&reader, device))
			;
	}
	began = thread_nanos() - began;
	qsort(reader.latencies, reader.taken < count ? reader.taken : count, sizeof(uint32_t), latency_compare);
	printf("end %llu %llu %llu %llu %llu %llu %llu %llu\n", (unsigned long long)reader.taken, (unsigned long long)reader.lost,
	       (unsigned long long)(reader.last - reader.first) * NANOS_PER_TICK, (unsigned long long)began, quantile(&reader, 0.5),
	       quantile(&reader, 0.99), quantile(&reader, 0.999), quantile(&reader, 1));
	fflush(stdout);
	CloseHandle(device);
	CloseHandle(event);
	return 0;
}

#ifdef _WIN32
static int load(const char *image)
{
	char path[MAX_PATH];
	SC_HANDLE manager = OpenSCManagerA(NULL, NULL, SC_MANAGER_ALL_ACCESS), service;

	require(manager != NULL, "the service control manager opens");
	require(GetFullPathNameA(image, MAX_PATH, path, NULL) != 0, "the image has a path");
	service = CreateServiceA(manager, "PRMonitor", "PRMonitor driver", SERVICE_ALL_ACCESS, SERVICE_KERNEL_DRIVER, SERVICE_DEMAND_START,
				 SERVICE_ERROR_NORMAL, path, NULL, NULL, NULL, NULL, NULL);
	require(service != NULL, "the service is made");
	require(StartServiceA(service, 0, NULL), "the driver is loaded");
	CloseServiceHandle(service);
	CloseServiceHandle(manager);
	printf("loaded\n");
	return 0;
}
#endif

int main(int count, char **arguments)
{
#ifdef _WIN32
	if (count == 3 && !strcmp(arguments[1], "load"))
		return load(arguments[2]);
#endif
	if (count == 4 && !strcmp(arguments[1], "inject"))
		return inject((uint32_t)strtoul(arguments[2], NULL, 10), (uint32_t)strtoul(arguments[3], NULL, 10));
	if (count == 4 && !strcmp(arguments[1], "read"))
		return read_all(strtoull(arguments[2], NULL, 10), (uint32_t)strtoul(arguments[3], NULL, 10));
	fprintf(stderr, "usage: windows_client load IMAGE | inject COUNT RATE | read COUNT RING_BYTES\n");
	return 2;
}
