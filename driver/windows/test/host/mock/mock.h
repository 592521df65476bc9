/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A kernel that watches the driver: what tests do to it from Ring 3 and from below. Whatever the driver does that a real
 * kernel would not forgive (a call at too high a level, a reference too few, a string touched where it may be paged out)
 * ends the program with a line that says so, which no test can overlook.
 */
#ifndef HOST_MOCK_H
#define HOST_MOCK_H

#include <ntifs.h>

/* the world */

/* Begins a world of its own for each test, and ends it: nothing of the driver may be left. */
void mock_begin(const char *test);
void mock_end(void);
__attribute__((format(printf, 1, 2), noreturn)) void mock_fail(const char *format, ...);
void mock_require(bool held, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * The n-th fallible call of the kernel from now on fails, once; 0: none. Pool, handles, registrations, threads: everything
 * that can be refused for want of memory. mock_failed() says whether it came to that.
 */
void mock_fail_call(unsigned int n);
bool mock_failed(void);

/* The kernel does not export this (ASCII), until all are shown again, or the test ends. */
void mock_hide_routine(const char *name);
void mock_show_routines(void);
/* ObReferenceObjectByHandle(UserMode) is not implemented, as in Wine. */
void mock_refuse_user_mode(bool refuse);

/* Strings and data that may be paged out: touched at DISPATCH_LEVEL, they end the program (while one thread runs). */
void *mock_paged(const void *bytes, size_t length);
UNICODE_STRING mock_paged_string(const WCHAR *text);
UNICODE_STRING mock_paged_text(const WCHAR *text, size_t bytes);

/* What was made since the mark is no longer needed. Where several threads run, it stays until the end of the test. */
size_t mock_paged_mark(void);
void mock_paged_release(size_t mark);
/* Bytes in the caller's space, of which only the first can be read: one such block at a time. */
void *mock_untrusted(const void *bytes, size_t length, size_t readable);

/* Before every copy of what may not be readable that this thread makes: what others do meanwhile. Null: nothing any more. */
void mock_at_copy(void (*routine)(void *argument, SIZE_T bytes), void *argument);
/* Once, before this thread takes a spin lock, or after it let go of one, for the n-th time: what another thread may do there. */
void mock_at_acquire(unsigned int n, void (*routine)(void *), void *argument);
void mock_at_release(unsigned int n, void (*routine)(void *), void *argument);

size_t mock_pool_blocks(void);
/* How often the driver has chosen to wait a while, since the program began. */
unsigned int mock_delays(void);

/* processes */

struct mock_user {
	UCHAR sid[SECURITY_MAX_SID_SIZE];
	ULONG sid_length;
	bool administrator;	/* has the group in its token, enabled */
};
extern const struct mock_user mock_system, mock_administrator, mock_plain_user;

/* What a process says of itself. Its queries can be refused: a status that is not STATUS_SUCCESS. */
struct mock_process {
	ULONG id, parent_id, session;
	LONGLONG create_time;
	NTSTATUS exit_status;
	const struct mock_user *user;
	NTSTATUS open_status, times_status, session_status, basic_status, token_status, user_status;
};
PEPROCESS mock_process_new(ULONG id, ULONG parent_id, ULONG session, const struct mock_user *user);
/* The test's reference; the object lives on while others hold it. */
void mock_process_end(PEPROCESS process);
/* Whose code this thread runs from now on. Tests begin as an administrator's process with the id 1000. */
PEPROCESS mock_become(PEPROCESS process);
ULONG mock_thread_id(void);

/* what the kernel tells the driver; each returns how many callbacks there were */

int mock_process_created(PEPROCESS process, PPS_CREATE_NOTIFY_INFO information);
/* Its last thread runs the callback; or, for a process that never had one, a thread of another. */
int mock_process_exited(PEPROCESS process);
int mock_process_exited_in(PEPROCESS process, PEPROCESS context);
int mock_image_loaded(PUNICODE_STRING name, ULONG process_id, PIMAGE_INFO information);

struct mock_key;
struct mock_key *mock_key_new(const WCHAR *path);
void mock_key_close(struct mock_key *key);
/* Its path cannot be had: what CmCallbackGetKeyObjectIDEx answers. */
void mock_key_refuse_path(struct mock_key *key, NTSTATUS status);
/* How many paths were asked for since the program began. */
int mock_paths_asked(void);
/* root: null, and the name is absolute. */
int mock_key_create(struct mock_key *root, const WCHAR *name, NTSTATUS status, ULONG disposition);
int mock_key_open(struct mock_key *key);
int mock_key_delete(struct mock_key *key, NTSTATUS status);
int mock_key_rename(struct mock_key *key, const WCHAR *name, NTSTATUS status);
int mock_value_set(struct mock_key *key, const WCHAR *name, ULONG type, const void *data, ULONG size, NTSTATUS status);
int mock_value_delete(struct mock_key *key, const WCHAR *name, NTSTATUS status);
/* With the caller's own memory. */
int mock_value_set_at(struct mock_key *key, const WCHAR *name, ULONG type, void *data, ULONG size, NTSTATUS status);
int mock_value_delete_at(struct mock_key *key, UNICODE_STRING *name, NTSTATUS status);
int mock_value_query(struct mock_key *key, const WCHAR *name);

/* handles of the current process */

HANDLE mock_event_new(ACCESS_MASK access);
HANDLE mock_thread_handle_new(void);	/* of another type than an event */
HANDLE mock_duplicate(HANDLE handle, ACCESS_MASK access);
void mock_close_handle(HANDLE handle);
/* How often it was set since it was made, whether it is set now (and no longer, as a wait would), and a wait. */
ULONG mock_event_signals(HANDLE event);
bool mock_event_take(HANDLE event);
bool mock_event_wait(HANDLE event, unsigned int milliseconds);

/* the driver and its device */

NTSTATUS mock_driver_load(void);
void mock_driver_unload(void);
/* The world as it is without a driver: no device, no link, no callback, no thread, no pool. */
void mock_require_nothing_left(void);

struct mock_file;
/* FILE_READ_DATA | FILE_WRITE_DATA for what the control codes ask for; path: what follows the device's name. */
NTSTATUS mock_open(ACCESS_MASK access, const WCHAR *path, struct mock_file **file);
/* The buffer handed to the driver ends where the longer of both ends. What it does not write is not given out. */
NTSTATUS mock_control(struct mock_file *file, ULONG code, const void *input, ULONG input_length, void *output,
		      ULONG output_length, ULONG *information);
/* An I/O request other than those: read, write, and whatever else there is. */
NTSTATUS mock_request(struct mock_file *file, UCHAR major);
/* The last handle: IRP_MJ_CLEANUP now, IRP_MJ_CLOSE after the last request that still runs. */
void mock_close(struct mock_file *file);
/* As in Wine, where there is no IRP_MJ_CLEANUP. */
void mock_close_without_cleanup(struct mock_file *file);
/* A request that is still on its way to the driver when the last handle is closed holds the file object. */
struct mock_file *mock_file_reference(struct mock_file *file);
void mock_file_dereference(struct mock_file *file);

/* threads of tests: one more that may touch the driver, so that paged memory is no longer guarded */

void *mock_thread_start(void (*routine)(void *), void *argument);
void mock_thread_join(void *thread);

#endif
