// SPDX-License-Identifier: Apache-2.0
/* Clients that are killed, and a driver that is stopped under its clients. */
#include <stdio.h>
#include <wchar.h>

#include "client.h"
#include "tests.h"

#define READY_EVENT L"PRMonitorReady"
#define PATIENCE_MS 20000u
#define CLIENT_THREADS 4u

/* Every state of a session, over and over; most time passes in Ring 0, so that is where most of the deaths are. */
static void client_round(HANDLE event)
{
	HANDLE opened = device_open(GENERIC_READ | GENERIC_WRITE);
	struct batch batch;

	if (opened == INVALID_HANDLE_VALUE)
		return;
	for (ULONG ring = PRM_RING_MIN; ring <= PRM_RING_MAX; ring *= 16)
		if (!session_start(opened, event, EVERY_TYPE, ring)) {
			struct prm_inject inject = { .type = PRM_PROCESS_EXITED, .count = 100, .process_id = 4 };

			control(opened, IOCTL_PRM_INJECT, &inject, sizeof(inject), NULL, 0, NULL);	/* the test image alone knows it */
			batch_take(&batch, opened);
			session_stop(opened);
		}
	session_start(opened, event, EVERY_TYPE, PRM_RING_MIN);
	CloseHandle(opened);
}

int killed_client(const WCHAR *ready_name)
{
	HANDLE ready = OpenEventW(EVENT_MODIFY_STATE, FALSE, ready_name), event = event_new();

	if (!ready)
		return 1;
	for (;;) {
		client_round(event);
		SetEvent(ready);
	}
}

static void spin(ULONGLONG microseconds)
{
	LARGE_INTEGER frequency, now, end;

	QueryPerformanceFrequency(&frequency);
	QueryPerformanceCounter(&end);
	end.QuadPart += (LONGLONG)microseconds * frequency.QuadPart / 1000000;
	do
		QueryPerformanceCounter(&now);
	while (now.QuadPart < end.QuadPart);
}

static bool start_and_kill(HANDLE ready, ULONGLONG microseconds)
{
	STARTUPINFOW startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION client;
	WCHAR image[MAX_PATH], line[MAX_PATH + 64];
	HANDLE either[2] = { ready };
	bool was_ready;

	GetModuleFileNameW(NULL, image, MAX_PATH);
	swprintf(line, ARRAYSIZE(line), L"\"%ls\" client " READY_EVENT, image);
	if (!CreateProcessW(image, line, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &client))
		fatal("a client is started");
	either[1] = client.hProcess;
	was_ready = WaitForMultipleObjects(2, either, FALSE, PATIENCE_MS) == WAIT_OBJECT_0;
	spin(microseconds);
	TerminateProcess(client.hProcess, 1);
	WaitForSingleObject(client.hProcess, PATIENCE_MS);
	ResetEvent(ready);
	CloseHandle(client.hThread);
	CloseHandle(client.hProcess);
	return was_ready;
}

void test_killed(uint64_t seed, unsigned int times)
{
	HANDLE opened = device(), ready = CreateEventW(NULL, FALSE, FALSE, READY_EVENT), event = event_new();
	unsigned int clients = 0, served = 0;
	struct batch batch;

	for (unsigned int i = 0; i < times; i++) {
		clients += start_and_kill(ready, random_next(&seed) % 4000);
		if (!session_start(opened, event, EVERY_TYPE, PRM_RING_MIN)) {
			batch_take(&batch, opened);
			served += !batch.status && batch.sound && !session_stop(opened);
		}
	}
	CHECK(clients == times && served == times, "killed: %u clients, each at another moment; the next was served %u times", clients,
	      served);
	CHECK(sessions_become(opened, 0), "killed: 0 sessions are left of them (%u)", statistics(opened).sessions);
	CloseHandle(opened);
	CloseHandle(ready);
	CloseHandle(event);
}

static volatile LONG clients_end, clients_served;

static DWORD WINAPI client_thread(void *argument)
{
	HANDLE event = event_new();

	(void)argument;
	while (!clients_end) {
		client_round(event);
		InterlockedIncrement(&clients_served);
	}
	CloseHandle(event);
	return 0;
}

void test_unload(const WCHAR *other_driver, uint64_t seed, unsigned int times)
{
	unsigned int stopped = 0, again = 0;
	uint64_t where[2];
	HANDLE opened, other;

	if (driver_start(OTHER_SERVICE, other_driver))
		fatal("another driver is loaded");
	other = other_device();

	for (unsigned int i = 0; i < times; i++) {
		HANDLE threads[CLIENT_THREADS], held = device(), event = event_new();

		session_start(held, event, EVERY_TYPE, PRM_RING_MIN);
		clients_end = 0;
		clients_served = 0;
		for (unsigned int t = 0; t < CLIENT_THREADS; t++)
			if (!(threads[t] = CreateThread(NULL, 0, client_thread, NULL, 0, NULL)))
				fatal("a thread is started");
		while (clients_served < (LONG)CLIENT_THREADS)
			YieldProcessor();
		spin(random_next(&seed) % 10000);
		stopped += !driver_stop(DRIVER_SERVICE);
		clients_end = 1;
		WaitForMultipleObjects(CLIENT_THREADS, threads, TRUE, INFINITE);
		for (unsigned int t = 0; t < CLIENT_THREADS; t++)
			CloseHandle(threads[t]);
		CloseHandle(held);
		CloseHandle(event);
		again += !driver_restart(DRIVER_SERVICE);
	}
	CHECK(stopped == times && again == times,
	      "unload: stopped %u times under %u busy clients and one that waits, and started %u times", stopped, CLIENT_THREADS, again);
	CHECK(other_device_where(other, where), "unload: the kernel process that both drivers ran in has survived all of it");
	CloseHandle(other);
	driver_remove(OTHER_SERVICE);
	opened = device();
	CHECK(!statistics(opened).sessions, "unload: then it works, without a session");
	CloseHandle(opened);
}
