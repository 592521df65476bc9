// SPDX-License-Identifier: Apache-2.0
/*
 * PRMonitor.sys in Wine's NT kernel, driven as a client drives it. Run in a prefix of its own (prefix.sh):
 *
 *     wine_test.exe PRMonitor.sys PRMonitor-test.sys other_driver.sys [seed [calls]]
 *
 * The seed, also of a run that failed, is in the output; the same one makes the same calls and waits as long before it kills.
 */
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#include "client.h"
#include "tests.h"

#define RANDOM_CALLS 1000000u
#define KILLED_CLIENTS 60u
#define UNLOADS 20u

static void image_start(const WCHAR *image, bool test)
{
	struct prm_version version = { 0 };
	DWORD error = driver_start(DRIVER_SERVICE, image);
	HANDLE opened;

	CHECK(!error, "load: the service control manager loads %ls (error %lu)", image, error);
	opened = device();
	CHECK(!control(opened, IOCTL_PRM_VERSION, NULL, 0, &version, sizeof(version), NULL) && !(version.flags & PRM_VERSION_TEST) == !test,
	      "load: its device opens, and it is the %s image", test ? "test" : "released");
	CloseHandle(opened);
}

static void image_end(void)
{
	DWORD error = driver_stop(DRIVER_SERVICE);
	HANDLE opened;

	CHECK(!error, "load: it is unloaded (error %lu)", error);
	opened = device_open(GENERIC_READ | GENERIC_WRITE);
	CHECK(opened == INVALID_HANDLE_VALUE && GetLastError() == ERROR_FILE_NOT_FOUND, "load: and its device is gone");
	driver_remove(DRIVER_SERVICE);
}

int wmain(int count, WCHAR **arguments)
{
	uint64_t seed;
	unsigned int calls;

	if (count == 3 && !wcscmp(arguments[1], L"client"))
		return killed_client(arguments[2]);
	if (count < 4 || count > 6) {
		fprintf(stderr, "usage: wine_test.exe PRMonitor.sys PRMonitor-test.sys other_driver.sys [seed [calls]]\n");
		return 2;
	}
	seed = count > 4 ? wcstoull(arguments[4], NULL, 0) : 0;
	calls = count > 5 ? wcstoul(arguments[5], NULL, 0) : RANDOM_CALLS;
	if (!seed)
		QueryPerformanceCounter((LARGE_INTEGER *)&seed);
	seed |= 1;
	printf("      seed 0x%llx\n", seed);

	image_start(arguments[1], false);
	test_control();
	test_sessions();
	test_handles();
	test_image(arguments[3]);
	test_killed(seed, KILLED_CLIENTS);
	test_unload(arguments[3], seed, UNLOADS);
	test_random(seed, calls);
	image_end();

	image_start(arguments[2], true);
	test_fields();
	test_filters();
	test_portions();
	test_rate();
	test_overflow();
	test_killed(seed, KILLED_CLIENTS / 3);
	test_unload(arguments[3], seed, UNLOADS / 4);
	test_random(seed, calls / 10);
	image_end();
	return check_summary();
}
