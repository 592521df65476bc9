/* SPDX-License-Identifier: Apache-2.0 */
/* Processes, and what the kernel says of them. */
#include <stdlib.h>

#include "internal.h"

#define PROCESSES_MAX 64

/* A token is an object of its own, that its process need not outlive. */
struct mock_token {
	const struct mock_user *user;
	NTSTATUS user_status;
};

struct mock_type mock_token_type = { .name = "Token" };

static void forget(void *object);
struct mock_type mock_process_type = { .name = "Process", .destroy = forget };

const struct mock_user mock_system = { { 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0 }, 12, true };
const struct mock_user mock_administrator = {
	{ 1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0xF4, 1, 0, 0 }, 28, true
};
const struct mock_user mock_plain_user = {
	{ 1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0xE9, 3, 0, 0 }, 28, false
};

PEPROCESS PsInitialSystemProcess;
static PEPROCESS first;			/* the process that a test begins as */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static PEPROCESS processes[PROCESSES_MAX];	/* lock; no references: a process takes itself out */

PEPROCESS mock_process_new(ULONG id, ULONG parent_id, ULONG session, const struct mock_user *user)
{
	PEPROCESS process = mock_object_new(&mock_process_type, sizeof(*process));
	int free_slot = 0;

	*process = (struct mock_process){ .id = id, .parent_id = parent_id, .session = session, .user = user };
	process->create_time = 0x01DA000000000000 + id;
	pthread_mutex_lock(&lock);
	while (free_slot < PROCESSES_MAX && processes[free_slot])
		free_slot++;
	mock_require(free_slot < PROCESSES_MAX, "a test has no more than %d processes", PROCESSES_MAX);
	processes[free_slot] = process;
	pthread_mutex_unlock(&lock);
	return process;
}

static void forget(void *object)
{
	pthread_mutex_lock(&lock);
	for (int slot = 0; slot < PROCESSES_MAX; slot++)
		if (processes[slot] == object)
			processes[slot] = NULL;
	pthread_mutex_unlock(&lock);
}

void mock_process_end(PEPROCESS process)
{
	ObfDereferenceObject(process);
}

PEPROCESS mock_become(PEPROCESS process)
{
	PEPROCESS before = mock_cpu()->process;

	mock_cpu()->process = process;
	return before;
}

void mock_processes_begin(void)
{
	PsInitialSystemProcess = mock_process_new(4, 0, 0, &mock_system);
	first = mock_process_new(1000, 900, 1, &mock_administrator);
	mock_become(first);
}

void mock_processes_end(void)
{
	mock_become(NULL);
	ObfDereferenceObject(first);
	ObfDereferenceObject(PsInitialSystemProcess);
}

/* the kernel's calls */

PEPROCESS IoGetCurrentProcess(void)
{
	return mock_cpu()->process;
}

HANDLE PsGetCurrentProcessId(void)
{
	return ULongToHandle(mock_cpu()->process->id);
}

HANDLE PsGetCurrentThreadId(void)
{
	return ULongToHandle(mock_cpu()->thread_id);
}

NTSTATUS PsLookupProcessByProcessId(HANDLE id, PEPROCESS *process)
{
	NTSTATUS status = STATUS_INVALID_CID;

	mock_at_most(APC_LEVEL, __func__);
	pthread_mutex_lock(&lock);
	for (int slot = 0; slot < PROCESSES_MAX; slot++)
		if (processes[slot] && ULongToHandle(processes[slot]->id) == id && mock_object_try_reference(processes[slot])) {
			*process = processes[slot];
			status = STATUS_SUCCESS;
			break;
		}
	pthread_mutex_unlock(&lock);
	return status;
}

static PEPROCESS opened(HANDLE handle, const char *call)
{
	ACCESS_MASK access;
	PEPROCESS process = mock_handle_object(handle, NULL, &access);

	mock_at_most(PASSIVE_LEVEL, call);
	mock_require(process && mock_object_type(process) == &mock_process_type, "%s of what is no process", call);
	mock_require(access & (PROCESS_QUERY_INFORMATION | PROCESS_QUERY_LIMITED_INFORMATION), "%s with access %x", call, access);
	return process;
}

static NTSTATUS give(const void *from, ULONG size, PVOID to, ULONG length, PULONG needed, NTSTATUS status)
{
	if (!NT_SUCCESS(status))
		return status;
	if (needed)
		*needed = size;
	if (length != size)
		return STATUS_INFO_LENGTH_MISMATCH;
	if (mock_refused())
		return STATUS_INSUFFICIENT_RESOURCES;
	memcpy(to, from, size);
	return STATUS_SUCCESS;
}

NTSTATUS ZwQueryInformationProcess(HANDLE handle, PROCESSINFOCLASS class, PVOID information, ULONG length, PULONG needed)
{
	PEPROCESS process = opened(handle, __func__);
	KERNEL_USER_TIMES times = { .CreateTime.QuadPart = process->create_time };
	PROCESS_SESSION_INFORMATION session = { process->session };
	PROCESS_BASIC_INFORMATION basic = { .UniqueProcessId = process->id, .InheritedFromUniqueProcessId = process->parent_id };

	switch (class) {
	case ProcessTimes:
		return give(&times, sizeof(times), information, length, needed, process->times_status);
	case ProcessSessionInformation:
		return give(&session, sizeof(session), information, length, needed, process->session_status);
	case ProcessBasicInformation:
		basic.ExitStatus = process->exit_status;
		return give(&basic, sizeof(basic), information, length, needed, process->basic_status);
	}
	mock_fail("ZwQueryInformationProcess of class %d", class);
}

NTSTATUS ZwOpenProcessTokenEx(HANDLE handle, ACCESS_MASK access, ULONG attributes, PHANDLE token)
{
	PEPROCESS process = opened(handle, __func__);
	struct mock_token *object;

	mock_require(attributes & OBJ_KERNEL_HANDLE, "ZwOpenProcessTokenEx into the caller's table");
	mock_require(access == TOKEN_QUERY, "ZwOpenProcessTokenEx with access %x", access);
	if (!NT_SUCCESS(process->token_status))
		return process->token_status;
	if (mock_refused())
		return STATUS_INSUFFICIENT_RESOURCES;
	object = mock_object_new(&mock_token_type, sizeof(*object));
	*object = (struct mock_token){ process->user, process->user_status };
	*token = mock_handle_new(object, access, true);
	ObfDereferenceObject(object);
	return STATUS_SUCCESS;
}

NTSTATUS ZwQueryInformationToken(HANDLE handle, TOKEN_INFORMATION_CLASS class, PVOID information, ULONG length, PULONG needed)
{
	struct mock_token *token = mock_handle_object(handle, NULL, NULL);
	TOKEN_USER *user = information;

	mock_at_most(PASSIVE_LEVEL, __func__);
	mock_require(token && mock_object_type(token) == &mock_token_type, "ZwQueryInformationToken of what is no token");
	mock_require(class == TokenUser, "ZwQueryInformationToken of class %d", class);
	if (!NT_SUCCESS(token->user_status))
		return token->user_status;
	*needed = sizeof(*user) + token->user->sid_length;
	if (length < *needed)
		return STATUS_BUFFER_TOO_SMALL;
	if (mock_refused())
		return STATUS_INSUFFICIENT_RESOURCES;
	user->User = (SID_AND_ATTRIBUTES){ user + 1, 0 };
	memcpy(user + 1, token->user->sid, token->user->sid_length);
	return STATUS_SUCCESS;
}
