// SPDX-License-Identifier: Apache-2.0
/*
 * The bridge, driven as JNA drives it: functions found by name in the library and called with wide text of four bytes a
 * character. Run in a Wine prefix of its own (../wine/prefix.sh):
 *
 *     bridge_test libkernel32.so prmonitor-bridge.exe
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wchar.h>

#include "../../../linux/test/check.h"

#define ERROR_FILE_NOT_FOUND		2
#define ERROR_INVALID_HANDLE		6
#define ERROR_NOT_SUPPORTED		50
#define ERROR_INSUFFICIENT_BUFFER	122
#define ERROR_ALREADY_EXISTS		183
#define ERROR_NOT_OWNER			288
#define ERROR_SERVICE_DOES_NOT_EXIST	1060
#define RPC_S_SERVER_UNAVAILABLE	1722
#define WAIT_TIMEOUT			258u
#define SECURITY_ID_MAX			68

static void *library;

#define FIND(result, name, ...) result (*name)(__VA_ARGS__) = (result (*)(__VA_ARGS__))find(#name)

static void *find(const char *name)
{
	void *found = dlsym(library, name);

	if (!found) {
		fprintf(stderr, "%s\n", dlerror());
		exit(2);
	}
	return found;
}

/* Starts the helper and puts its port into the environment. */
static pid_t helper_start(const char *image)
{
	char line[64] = "";
	int ends[2];
	pid_t child;
	FILE *output;

	if (pipe(ends) || (child = fork()) < 0) {
		perror("helper");
		exit(2);
	}
	if (!child) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		execlp("wine", "wine", image, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	output = fdopen(ends[0], "r");
	if (!output || !fgets(line, sizeof(line), output) || strncmp(line, "PRMONITOR_BRIDGE_PORT=", 22)) {
		fprintf(stderr, "the helper did not say its port: \"%s\"\n", line);
		exit(2);
	}
	fclose(output);
	setenv("PRMONITOR_BRIDGE_PORT", strtok(line + 22, "\r\n"), 1);
	return child;
}

static void test_files(void)
{
	FIND(uint32_t, GetFileAttributesW, const wchar_t *);
	FIND(uint64_t, CreateFileW, const wchar_t *, uint32_t, uint32_t, void *, uint32_t, uint32_t, uint64_t);
	FIND(int, CloseHandle, uint64_t);
	FIND(uint32_t, GetTempPathW, uint32_t, wchar_t *);
	FIND(uint32_t, GetSystemDirectoryW, wchar_t *, uint32_t);
	char name[] = "/tmp/prmonitor-\xc3\xa4-\xf0\x9f\x98\x80-XXXXXX";
	wchar_t wide[64], text[260], canary = L'#';
	int file = mkstemp(name);
	uint64_t handle;

	for (size_t i = 0, at = 0; at <= strlen(name); i++) {	/* UTF-8, whatever the locale */
		unsigned char byte = (unsigned char)name[at];

		if (byte == 0xc3)
			wide[i] = 0xe4, at += 2;
		else if (byte == 0xf0)
			wide[i] = 0x1f600, at += 4;
		else
			wide[i] = byte, at++;
	}
	CHECK(GetFileAttributesW(wide) != UINT32_MAX, "files: a path of Linux, with a character beyond 16 bits, is found");
	unlink(name);
	close(file);
	errno = 0;
	CHECK(GetFileAttributesW(wide) == UINT32_MAX && errno == ERROR_FILE_NOT_FOUND, "files: gone is error 2 in errno (%d)", errno);
	handle = CreateFileW(L"C:\\windows\\win.ini", 0x80000000u, 1, NULL, 3, 0, 0);
	CHECK(handle != UINT64_MAX && CloseHandle(handle), "files: a file of Wine opens and closes");
	errno = 0;
	CHECK(!CloseHandle(0x7ff0) && errno == ERROR_INVALID_HANDLE, "files: a handle that is none is error 6 (%d)", errno);
	errno = 0;
	CHECK(CreateFileW(L"x", 0, 0, text, 3, 0, 0) == UINT64_MAX && errno == ERROR_NOT_SUPPORTED,
	      "files: an argument that is not carried is refused, not dropped (%d)", errno);
	CHECK(GetTempPathW(260, text) == wcslen(text) && wcslen(text) > 3 && text[1] == L':', "files: text comes back (%ls)", text);
	text[3] = canary;
	CHECK(GetSystemDirectoryW(text, 3) == wcslen(L"C:\\windows\\system32") + 1 && text[3] == canary,
	      "files: a short buffer is told the length, and nothing behind it is touched");
}

static void *try_release(void *argument)
{
	FIND(int, ReleaseMutex, uint64_t);

	return (void *)(intptr_t)(ReleaseMutex(*(uint64_t *)argument) ? 0 : errno);
}

static void *set_event(void *argument)
{
	FIND(int, SetEvent, uint64_t);

	SetEvent(*(uint64_t *)argument);
	return NULL;
}

static void test_waits(void)
{
	FIND(uint64_t, CreateEventW, void *, int, int, const wchar_t *);
	FIND(uint64_t, CreateMutexW, void *, int, const wchar_t *);
	FIND(int, SetEvent, uint64_t);
	FIND(int, ReleaseMutex, uint64_t);
	FIND(uint32_t, WaitForSingleObject, uint64_t, uint32_t);
	FIND(uint32_t, WaitForMultipleObjects, uint32_t, const uint64_t *, int, uint32_t);
	FIND(int, CloseHandle, uint64_t);
	uint64_t events[2] = { CreateEventW(NULL, 0, 0, NULL), CreateEventW(NULL, 0, 0, NULL) };
	uint64_t mutex, again;
	pthread_t thread;
	void *result;

	CHECK(events[0] && events[1], "waits: events");
	CHECK(WaitForMultipleObjects(2, events, 0, 0) == WAIT_TIMEOUT, "waits: none is set");
	SetEvent(events[1]);
	CHECK(WaitForMultipleObjects(2, events, 0, UINT32_MAX) == 1, "waits: the second of two");
	CHECK(WaitForSingleObject(events[1], 0) == WAIT_TIMEOUT, "waits: which was automatic");
	pthread_create(&thread, NULL, set_event, &events[0]);
	CHECK(WaitForSingleObject(events[0], UINT32_MAX) == 0, "waits: one thread waits while another sets");
	pthread_join(thread, NULL);

	errno = 0;
	mutex = CreateMutexW(NULL, 1, L"Global\\PRMonitorBridgeTest");
	CHECK(mutex && errno == 0, "waits: a new mutex");
	again = CreateMutexW(NULL, 0, L"Global\\PRMonitorBridgeTest");
	CHECK(again && errno == ERROR_ALREADY_EXISTS, "waits: success has a last error too: 183 (%d)", errno);
	pthread_create(&thread, NULL, try_release, &mutex);
	pthread_join(thread, &result);
	CHECK((intptr_t)result == ERROR_NOT_OWNER, "waits: a mutex is its thread's: 288 (%d)", (int)(intptr_t)result);
	CHECK(ReleaseMutex(mutex), "waits: and its thread releases it");
	CloseHandle(events[0]);
	CloseHandle(events[1]);
	CloseHandle(mutex);
	CloseHandle(again);
}

static void test_texts(void)
{
	static const uint32_t FROM_SYSTEM = 0x1000, IGNORE_INSERTS = 0x200, ALLOCATE_BUFFER = 0x100;
	FIND(uint32_t, FormatMessageW, uint32_t, void *, uint32_t, uint32_t, void *, uint32_t, void *);
	FIND(void *, LocalFree, void *);
	wchar_t text[512], *allocated = NULL;

	CHECK(FormatMessageW(FROM_SYSTEM | IGNORE_INSERTS, NULL, 5, 0, text, 512, NULL) == wcslen(text) && wcsstr(text, L"ccess"),
	      "texts: error 5 is \"%.*ls\"", (int)wcscspn(text, L"\r\n"), text);
	CHECK(FormatMessageW(FROM_SYSTEM | IGNORE_INSERTS | ALLOCATE_BUFFER, NULL, 5, 0, &allocated, 0, NULL) && allocated &&
	      !wcscmp(allocated, text) && !LocalFree(allocated), "texts: the same in a buffer that LocalFree takes back");
}

struct service_config {
	uint32_t type, start_type, error_control;
	wchar_t *path, *group;
	uint32_t tag;
	wchar_t *dependencies, *start_name, *display_name;
};

static void test_services(void)
{
	static const uint32_t ALL_ACCESS = 0xf003f, SERVICE_ALL_ACCESS = 0xf01ff, KERNEL_DRIVER = 1, DEMAND_START = 3, STOPPED = 1;
	FIND(uint64_t, OpenSCManagerW, const wchar_t *, const wchar_t *, uint32_t);
	FIND(uint64_t, CreateServiceW, uint64_t, const wchar_t *, const wchar_t *, uint32_t, uint32_t, uint32_t, uint32_t,
	     const wchar_t *, const wchar_t *, uint32_t *, const wchar_t *, const wchar_t *, const wchar_t *);
	FIND(uint64_t, OpenServiceW, uint64_t, const wchar_t *, uint32_t);
	FIND(int, QueryServiceConfigW, uint64_t, void *, uint32_t, uint32_t *);
	FIND(int, QueryServiceStatusEx, uint64_t, uint32_t, void *, uint32_t, uint32_t *);
	FIND(int, DeleteService, uint64_t);
	FIND(int, CloseServiceHandle, uint64_t);
	uint64_t manager = OpenSCManagerW(NULL, NULL, ALL_ACCESS), service;
	char buffer[4096] __attribute__((aligned(8)));
	struct service_config *config = (void *)buffer;
	uint32_t status[9] = { 0 }, needed = 0;

	CHECK(manager != 0, "services: the manager opens (%d)", errno);
	errno = 0;
	CHECK(!OpenServiceW(manager, L"PRMonitorBridgeTest", SERVICE_ALL_ACCESS) && errno == ERROR_SERVICE_DOES_NOT_EXIST,
	      "services: none of that name: 1060 (%d)", errno);
	service = CreateServiceW(manager, L"PRMonitorBridgeTest", L"The bridge's test", SERVICE_ALL_ACCESS, KERNEL_DRIVER, DEMAND_START,
				 1, L"/tmp/a/driver.sys", L"PRMonitorTest", NULL, NULL, NULL, NULL);
	CHECK(service != 0, "services: created, with thirteen arguments (%d)", errno);
	errno = 0;
	CHECK(!QueryServiceConfigW(service, NULL, 0, &needed) && errno == ERROR_INSUFFICIENT_BUFFER && needed > sizeof(*config) &&
	      needed <= sizeof(buffer), "services: its configuration needs %u bytes (%d)", needed, errno);
	CHECK(QueryServiceConfigW(service, buffer, needed, &needed) && config->type == KERNEL_DRIVER && config->start_type == DEMAND_START
	      && !wcscmp(config->path, L"/tmp/a/driver.sys") && !wcscmp(config->group, L"PRMonitorTest") &&
	      !wcscmp(config->display_name, L"The bridge's test"), "services: which has the path, the group and the name as given");
	CHECK(QueryServiceStatusEx(service, 0, status, sizeof(status), &needed) && status[1] == STOPPED, "services: it is stopped");
	CHECK(DeleteService(service) && CloseServiceHandle(service) && CloseServiceHandle(manager), "services: deleted and closed");
}

static void test_rights(void)
{
	static const uint32_t QUERY = 8, TOKEN_USER = 1, ELEVATION = 20, CODE_INTEGRITY = 103;
	FIND(uint64_t, GetCurrentProcess, void);
	FIND(uint32_t, GetCurrentProcessId, void);
	FIND(int, OpenProcessToken, uint64_t, uint32_t, uint64_t *);
	FIND(int, GetTokenInformation, uint64_t, uint32_t, void *, uint32_t, uint32_t *);
	FIND(int, ConvertSidToStringSidW, const void *, wchar_t **);
	FIND(uint32_t, NtQuerySystemInformation, uint32_t, void *, uint32_t, uint32_t *);
	FIND(void *, LocalFree, void *);
	uint64_t token = 0;
	uint32_t elevated = 77, size = 0, integrity[2] = { 8, 0 };
	struct { const void *sid; uint64_t attributes; char room[SECURITY_ID_MAX]; } user;
	wchar_t *text = NULL;

	CHECK(GetCurrentProcessId() && GetCurrentProcess() == UINT64_MAX, "rights: the process");
	CHECK(OpenProcessToken(GetCurrentProcess(), QUERY, &token) && token, "rights: its token");
	CHECK(GetTokenInformation(token, ELEVATION, &elevated, sizeof(elevated), &size) && elevated <= 1 && size == sizeof(elevated),
	      "rights: elevated: %u", elevated);
	CHECK(GetTokenInformation(token, TOKEN_USER, &user, sizeof(user), &size) && user.sid == (char *)&user + 16,
	      "rights: a pointer into the buffer points into this process's");
	CHECK(ConvertSidToStringSidW(user.sid, &text) && text && !wcsncmp(text, L"S-1-5-", 6), "rights: user %ls", text ? text : L"?");
	LocalFree(text);
	CHECK(NtQuerySystemInformation(CODE_INTEGRITY, integrity, sizeof(integrity), &size) == 0,
	      "rights: code integrity 0x%x", integrity[1]);
}

static void *call_for_process_id(void *argument)
{
	FIND(uint32_t, GetCurrentProcessId, void);
	uint32_t id;

	(void)argument;
	errno = 0;
	id = GetCurrentProcessId();
	return (void *)(intptr_t)(id ? 0 : errno);
}

static int errno_in_new_thread(void)
{
	pthread_t thread;
	void *result;

	pthread_create(&thread, NULL, call_for_process_id, NULL);
	pthread_join(thread, &result);
	return (int)(intptr_t)result;
}

static void test_connection(pid_t helper, const char *image)
{
	FIND(uint32_t, GetCurrentProcessId, void);
	char right[65];
	uint32_t first = GetCurrentProcessId();
	int status = -1, failure;
	pid_t second;

	CHECK(errno_in_new_thread() == 0, "connection: a thread with the token is served");
	strcpy(right, getenv("PRMONITOR_BRIDGE_TOKEN"));
	setenv("PRMONITOR_BRIDGE_TOKEN", "another", 1);
	failure = errno_in_new_thread();
	CHECK(failure == RPC_S_SERVER_UNAVAILABLE, "connection: one with another token is not (%d)", failure);
	setenv("PRMONITOR_BRIDGE_TOKEN", right, 1);
	second = helper_start(image);
	CHECK(GetCurrentProcessId() != first, "connection: a thread goes over to the helper that the environment names");
	CHECK(waitpid(helper, &status, 0) == helper && WIFEXITED(status) && !WEXITSTATUS(status),
	      "connection: the helper that nobody holds ends by itself");
	kill(second, SIGKILL);
	waitpid(second, NULL, 0);
	errno = 0;
	CHECK(GetCurrentProcessId() == 0 && errno == RPC_S_SERVER_UNAVAILABLE, "connection: without a helper a call fails: 1722 (%d)",
	      errno);
}

int main(int count, char **arguments)
{
	unsigned char random[16];
	char token[sizeof(random) * 2 + 1];
	pid_t helper;

	if (count != 3) {
		fprintf(stderr, "usage: bridge_test libkernel32.so prmonitor-bridge.exe\n");
		return 2;
	}
	if (getentropy(random, sizeof(random)))
		return 2;
	for (size_t i = 0; i < sizeof(random); i++)
		sprintf(token + 2 * i, "%02x", random[i]);
	setenv("PRMONITOR_BRIDGE_TOKEN", token, 1);
	library = dlopen(arguments[1], RTLD_NOW);
	if (!library) {
		fprintf(stderr, "%s\n", dlerror());
		return 2;
	}
	helper = helper_start(arguments[2]);
	test_files();
	test_waits();
	test_texts();
	test_services();
	test_rights();
	test_connection(helper, arguments[2]);
	return check_summary();
}
