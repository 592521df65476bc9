// SPDX-License-Identifier: Apache-2.0
/*
 * Every field of the records that the watchers make, from structures that the test image hands to them as the kernel would. The
 * process in them is this one, so what the driver finds out by itself (start time, session, user) can be asked for here too.
 */
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "inject.h"
#include "tests.h"

#define PATIENCE_MS 10000u
#define CLOCK_TICK 200000u	/* 100 ns: what the kernel's time may lie behind the one that is asked for here */

/* This process, as its own kernel describes it. */
static struct {
	uint64_t start_time, parent_start_time;
	ULONG id, parent_id;
	DWORD session;
	struct { TOKEN_USER user; uint8_t room[SECURITY_MAX_SID_SIZE]; } token;
	ULONG sid_length;
} self;

static uint64_t start_time_of(HANDLE process)
{
	FILETIME created = { 0 }, others[3];

	if (!process || !GetProcessTimes(process, &created, &others[0], &others[1], &others[2]))
		return 0;
	return (uint64_t)created.dwHighDateTime << 32 | created.dwLowDateTime;
}

static void self_describe(void)
{
	PROCESS_BASIC_INFORMATION basic;
	HANDLE token, parent;
	DWORD size;

	self.id = GetCurrentProcessId();
	self.start_time = start_time_of(GetCurrentProcess());
	if (NtQueryInformationProcess(GetCurrentProcess(), ProcessBasicInformation, &basic, sizeof(basic), NULL) ||
	    !ProcessIdToSessionId(self.id, &self.session) || !OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token) ||
	    !GetTokenInformation(token, TokenUser, &self.token, sizeof(self.token), &size))
		fatal("this process describes itself");
	CloseHandle(token);
	self.parent_id = (ULONG)(ULONG_PTR)basic.InheritedFromUniqueProcessId;
	self.sid_length = GetLengthSid(self.token.user.User.Sid);
	parent = OpenProcess(PROCESS_QUERY_INFORMATION, FALSE, self.parent_id);
	self.parent_start_time = start_time_of(parent);
	if (parent)
		CloseHandle(parent);
}

struct fields {
	HANDLE device, event;
	uint64_t began;
	struct batch batch;
};

static uint64_t now(void)
{
	FILETIME time;

	GetSystemTimeAsFileTime(&time);
	return (uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime;
}

/* The only record that comes of it; NULL where that is not so. */
static const void *injected(struct fields *fields, const char *what, struct prm_inject how, const WCHAR *text, const WCHAR *name,
			    const void *data, ULONG data_size)
{
	const struct prm_header *header;
	NTSTATUS status;

	fields->began = now();
	status = inject(fields->device, how, text, name, data, data_size);
	CHECK(!status && WaitForSingleObject(fields->event, PATIENCE_MS) == WAIT_OBJECT_0, "fields: %s: the event is set (0x%08lx)", what,
	      status);
	batch_take(&fields->batch, fields->device);
	header = batch_next(&fields->batch);
	CHECK(header && fields->batch.head.records == 1 && header->type == how.type, "fields: %s: one record", what);
	return header && header->type == how.type ? header : NULL;
}

/* The header, the subject and the SID at the end. */
static void check_common(const struct fields *fields, const char *what, const void *record, USHORT flags, ULONG process_id,
			 ULONG fixed, ULONG variable)
{
	const struct prm_header *header = record;
	const struct prm_subject *subject = (const void *)(header + 1);

	CHECK(header->flags == flags && header->time + CLOCK_TICK >= fields->began && header->time <= now() && !header->lost,
	      "fields: %s: flags 0x%x, time, nothing lost", what, header->flags);
	CHECK(subject->process_id == process_id && subject->start_time == self.start_time && subject->user_id == PRM_UNKNOWN &&
	      subject->group_id == PRM_UNKNOWN && subject->session_id == self.session && !subject->reserved,
	      "fields: %s: process %u, start time, session %u", what, subject->process_id, subject->session_id);
	CHECK(subject->sid_length == self.sid_length && header->size == fixed + variable + self.sid_length &&
	      !memcmp((const char *)record + fixed + variable, self.token.user.User.Sid, self.sid_length),
	      "fields: %s: size %u, of which the user's SID has %u", what, header->size, subject->sid_length);
}

static bool is_text(const void *at, ULONG length, const WCHAR *text)
{
	return length == wcslen(text) * sizeof(*text) && !memcmp(at, text, length);
}

static void test_started(struct fields *fields, const char *what, const WCHAR *image, const WCHAR *command, ULONG creator_id)
{
	const struct prm_process_started *started = injected(fields, what, (struct prm_inject) {
		.type = PRM_PROCESS_STARTED, .count = 1, .process_id = 4242, .parent_id = self.id, .creator_id = creator_id,
		.thread_id = 4711 }, image, command, NULL, 0);
	ULONG image_size = (ULONG)wcslen(image) * 2, command_size = (ULONG)wcslen(command) * 2;

	if (!started)
		return;
	check_common(fields, what, started, 0, 4242, sizeof(*started), image_size + command_size);
	CHECK(started->subject.thread_id == 4711 && started->parent.process_id == self.id &&
	      started->parent.start_time == self.start_time && started->parent.creator_id == (creator_id == self.id ? 0 : creator_id) &&
	      !started->reserved, "fields: %s: parent, its start time, creator %u, creating thread", what, started->parent.creator_id);
	CHECK(is_text(started + 1, started->image_length, image) &&
	      is_text((const char *)(started + 1) + image_size, started->arguments_length, command),
	      "fields: %s: image of %lu bytes, command line of %lu", what, image_size, command_size);
}

static void test_exited(struct fields *fields)
{
	const struct prm_process_exited *exited = injected(fields, "exit", (struct prm_inject) {
		.type = PRM_PROCESS_EXITED, .count = 1, .process_id = 4242 }, L"", L"", NULL, 0);

	if (!exited)
		return;
	check_common(fields, "exit", exited, 0, 4242, sizeof(*exited), 0);
	CHECK(exited->subject.thread_id && exited->parent.process_id == self.parent_id &&
	      exited->parent.start_time == self.parent_start_time && !exited->parent.creator_id, "fields: exit: thread, parent %lu",
	      self.parent_id);
	CHECK(exited->status == STILL_ACTIVE && !exited->reserved, "fields: exit: the status is the process's, which runs: %u", exited->status);
}

static void test_image_fields(struct fields *fields)
{
	static const WCHAR path[] = L"\\Device\\HarddiskVolume3\\Windows\\System32\\\x00e4\xd83d\xde00\xd800.dll";	/* a lone surrogate too */
	const struct prm_image_loaded *image = injected(fields, "image", (struct prm_inject) {
		.type = PRM_IMAGE_LOADED, .count = 1, .process_id = 4242, .base = 0x7ff812340000, .image_size = 0x123456000 }, path, L"", NULL, 0);

	if (!image)
		return;
	check_common(fields, "image", image, 0, 4242, sizeof(*image), sizeof(path) - 2);
	CHECK(image->subject.thread_id && image->base == 0x7ff812340000 && image->image_size == 0x123456000 &&
	      !image->image_flags && !image->signature_level && !image->signature_type, "fields: image: base, size beyond 32 bits, no flag");
	CHECK(is_text(image + 1, image->path_length, path), "fields: image: a path with a lone surrogate, as it is");
}

static void test_registry(struct fields *fields, const char *what, ULONG operation, NTSTATUS result, const WCHAR *name, ULONG value_type,
			  const void *data, ULONG data_size)
{
	static const WCHAR key[] = L"\\REGISTRY\\MACHINE\\SOFTWARE\\PRMonitor\\\x00c4";
	ULONG kept = min(data_size, PRM_VALUE_DATA_MAX), name_size = (ULONG)wcslen(name) * 2;
	const struct prm_registry_changed *changed = injected(fields, what, (struct prm_inject) {
		.type = PRM_REGISTRY_CHANGED, .operation = operation, .count = 1, .process_id = 4242, .status = result,
		.value_type = value_type }, key, name, data, data_size);

	if (!changed)
		return;
	check_common(fields, what, changed, kept < data_size ? PRM_FLAG_DATA_TRUNCATED : 0, 4242, sizeof(*changed),
		     sizeof(key) - 2 + name_size + kept);
	CHECK(changed->subject.thread_id && changed->operation == operation && changed->status == result &&
	      changed->value_type == value_type && changed->data_size == data_size && !memcmp(changed->reserved, "\0\0\0\0", 5),
	      "fields: %s: operation, status 0x%08x, type %u, size %u", what, changed->status, changed->value_type, changed->data_size);
	CHECK(is_text(changed + 1, changed->key_length, key) &&
	      is_text((const char *)(changed + 1) + sizeof(key) - 2, changed->name_length, name) && changed->data_length == kept &&
	      !memcmp((const char *)(changed + 1) + sizeof(key) - 2 + name_size, data ? data : "", kept),
	      "fields: %s: key, name, %u bytes of data", what, changed->data_length);
}

void test_fields(void)
{
	static uint8_t data[65536];
	static WCHAR longest[32768];
	struct fields fields = { .device = device(), .event = event_new() };

	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (uint8_t)(i * 31 + i / 256);
	wmemset(longest, L'\x2603', 32767);
	self_describe();
	CHECK(!session_start(fields.device, fields.event, EVERY_TYPE, PRM_RING_MIN) && statistics(fields.device).types == EVERY_TYPE,
	      "fields: the test image watches every type (0x%x)", statistics(fields.device).types);

	test_started(&fields, "start", L"\\??\\C:\\Windows\\System32\\cmd.exe", L"cmd.exe /c \"echo  a\tb\"", self.id);
	test_started(&fields, "start by another", L"\\??\\C:\\\xd83d\xde00.exe", L"", 88);
	test_started(&fields, "start with the longest texts", longest, longest, self.id);
	test_exited(&fields);
	test_image_fields(&fields);

	test_registry(&fields, "key created", PRM_KEY_CREATED, 0, L"", 0, NULL, 0);
	test_registry(&fields, "key not created", PRM_KEY_CREATED, STATUS_ACCESS_DENIED, L"", 0, NULL, 0);
	test_registry(&fields, "key deleted", PRM_KEY_DELETED, 0, L"", 0, NULL, 0);
	test_registry(&fields, "key renamed", PRM_KEY_RENAMED, 0, L"New name", 0, NULL, 0);
	test_registry(&fields, "value set", PRM_VALUE_SET, 0, L"Value", REG_BINARY, data, 17);
	test_registry(&fields, "default value set to nothing", PRM_VALUE_SET, 0, L"", REG_NONE, NULL, 0);
	test_registry(&fields, "value of 4,096 bytes set", PRM_VALUE_SET, 0, L"Value", REG_BINARY, data, PRM_VALUE_DATA_MAX);
	test_registry(&fields, "value of 4,097 bytes set", PRM_VALUE_SET, 0, L"Value", REG_BINARY, data, PRM_VALUE_DATA_MAX + 1);
	test_registry(&fields, "value of 64 KB not set", PRM_VALUE_SET, STATUS_ACCESS_DENIED, L"Value", 0x12345678, data, sizeof(data));
	test_registry(&fields, "value deleted", PRM_VALUE_DELETED, 0, L"Value", 0, NULL, 0);
	test_registry(&fields, "value not deleted", PRM_VALUE_DELETED, STATUS_OBJECT_NAME_NOT_FOUND, L"Value", 0, NULL, 0);

	session_stop(fields.device);
	CloseHandle(fields.device);
	CloseHandle(fields.event);
}
