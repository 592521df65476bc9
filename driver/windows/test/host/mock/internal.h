/* SPDX-License-Identifier: Apache-2.0 */
/* What the rooms of the mock know of each other. */
#ifndef HOST_INTERNAL_H
#define HOST_INTERNAL_H

#include <pthread.h>

#include "mock.h"

/* This thread: as a processor that runs it. */
struct mock_cpu {
	KIRQL level;
	int critical_regions, spin_locks, mutexes;
	ULONG thread_id;
	PEPROCESS process;
};
struct mock_cpu *mock_cpu(void);

void mock_at_most(KIRQL level, const char *call);
/* True: the test wants this call to be refused. */
bool mock_refused(void);

/* Threads that may touch the driver; paged memory is guarded while there is one. */
void mock_threads_add(int change);
void mock_paged_guard(bool guarded);
void *mock_paged_allocate(size_t bytes);
void mock_paged_begin(void);
void mock_paged_reset(void);

/* objects: a header in front of what the driver sees */

struct mock_type {
	const char *name;
	void (*destroy)(void *object);	/* with it; null: nothing to do */
};
extern struct mock_type mock_event_type, mock_process_type, mock_thread_type, mock_token_type, mock_file_type,
	mock_device_type, mock_key_type;

/* One reference, the caller's. */
void *mock_object_new(struct mock_type *type, size_t size);
struct mock_type *mock_object_type(const void *object);
/* False: the last reference has gone. */
bool mock_object_try_reference(void *object);
/* A handle keeps a reference of its own. */
HANDLE mock_handle_new(void *object, ACCESS_MASK access, bool kernel);
/* Null: no such handle of this process (kernel: null) . */
void *mock_handle_object(HANDLE handle, PEPROCESS process, ACCESS_MASK *access);
void mock_objects_require_none(void);

/* waits: one lock and one condition for all dispatcher objects */
enum { MOCK_NOTIFICATION, MOCK_SYNCHRONIZATION, MOCK_THREAD };
/* Whether it was signalled before. */
LONG mock_dispatcher_signal(DISPATCHER_HEADER *header);
bool mock_dispatcher_wait(DISPATCHER_HEADER *header, long long nanoseconds);	/* < 0: for ever */

void mock_pool_require_none(void);
void mock_processes_begin(void);
void mock_processes_end(void);
void mock_callbacks_require_none(void);
void mock_registry_require_none(void);
void mock_io_require_none(void);
void mock_threads_require_none(void);
bool mock_dacl_allows(PACL dacl, const struct mock_user *user, ACCESS_MASK access);
/* Keeps a copy, as the kernel does. */
void mock_device_set_dacl(PDEVICE_OBJECT device, const ACL *dacl);

/* Calls into the driver: it comes back at the level and with the locks that it was called with. */
struct mock_call {
	struct mock_cpu before;
};
struct mock_call mock_call_begin(void);
void mock_call_end(struct mock_call *call, const char *what);

#endif
