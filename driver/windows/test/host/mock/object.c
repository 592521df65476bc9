/* SPDX-License-Identifier: Apache-2.0 */
/* Objects with their references, and the handles of each process. */
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"

#define MAGIC 0x4A424F6Bu

struct object {
	struct object *next, *previous;	/* objects_lock */
	struct mock_type *type;
	LONG references;		/* atomic */
	ULONG magic;
	UCHAR body[] __attribute__((aligned(16)));
};

struct handle {
	void *object;	/* null: closed; holds a reference */
	PEPROCESS process;	/* null: a kernel handle */
	ACCESS_MASK access;
};

#define HANDLES_MAX 65536
#define KERNEL_HANDLES 0xFFFFFFFF80000000ull

struct mock_type mock_event_type = { .name = "Event" };
static struct mock_type *event_type = &mock_event_type, *process_type = &mock_process_type;
POBJECT_TYPE *ExEventObjectType = &event_type, *PsProcessType = &process_type;

static pthread_mutex_t objects_lock = PTHREAD_MUTEX_INITIALIZER;
static struct object *objects;			/* objects_lock */
static struct handle handles[HANDLES_MAX];	/* objects_lock */
static ULONG_PTR last_handle;			/* objects_lock; numbers come again as late as can be */
static bool user_mode_refused;

static struct object *header(const void *body)
{
	struct object *object = CONTAINING_RECORD(body, struct object, body);

	mock_require(body && object->magic == MAGIC, "no object, or one that is gone");
	return object;
}

void *mock_object_new(struct mock_type *type, size_t size)
{
	struct object *object = calloc(1, sizeof(*object) + size);

	mock_require(object != NULL, "the host has no memory");
	object->type = type;
	object->references = 1;
	object->magic = MAGIC;
	pthread_mutex_lock(&objects_lock);
	object->next = objects;
	if (objects)
		objects->previous = object;
	objects = object;
	pthread_mutex_unlock(&objects_lock);
	return object->body;
}

struct mock_type *mock_object_type(const void *body)
{
	return header(body)->type;
}

bool mock_object_try_reference(void *body)
{
	LONG *references = &header(body)->references, seen = __atomic_load_n(references, __ATOMIC_RELAXED);

	while (seen && !__atomic_compare_exchange_n(references, &seen, seen + 1, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		;
	return seen;
}

void ObfReferenceObject(PVOID body)
{
	mock_at_most(DISPATCH_LEVEL, __func__);
	mock_require(__atomic_fetch_add(&header(body)->references, 1, __ATOMIC_RELAXED) > 0, "a reference to what is gone");
}

void ObfDereferenceObject(PVOID body)
{
	struct object *object = header(body);
	const char *name = object->type->name;	/* after it, the object may be gone */
	LONG left;

	mock_at_most(DISPATCH_LEVEL, __func__);
	left = __atomic_sub_fetch(&object->references, 1, __ATOMIC_ACQ_REL);
	mock_require(left >= 0, "%s: dereferenced more often than referenced", name);
	if (left)
		return;
	if (object->type->destroy)
		object->type->destroy(body);
	pthread_mutex_lock(&objects_lock);
	if (object->previous)
		object->previous->next = object->next;
	else
		objects = object->next;
	if (object->next)
		object->next->previous = object->previous;
	pthread_mutex_unlock(&objects_lock);
	object->magic = 0;
	free(object);
}

void mock_objects_require_none(void)
{
	for (struct object *object = objects; object; object = object->next)
		fprintf(stderr, "      left: %s with %d references\n", object->type->name, object->references);
	mock_require(!objects, "objects are left");
}

/* handles */

HANDLE mock_handle_new(void *body, ACCESS_MASK access, bool kernel)
{
	ULONG_PTR number;
	int tried = 0;

	ObfReferenceObject(body);
	pthread_mutex_lock(&objects_lock);
	do {
		last_handle = last_handle % HANDLES_MAX + 1;
		mock_require(++tried <= HANDLES_MAX, "more than %d handles are open", HANDLES_MAX);
	} while (handles[last_handle - 1].object);
	number = last_handle;
	handles[number - 1] = (struct handle){ body, kernel ? NULL : mock_cpu()->process, access };
	pthread_mutex_unlock(&objects_lock);
	return (HANDLE)(kernel ? KERNEL_HANDLES + number * 4 : number * 4);
}

/* Under objects_lock; null: no such handle. */
static struct handle *find(HANDLE handle, PEPROCESS process)
{
	ULONG_PTR value = (ULONG_PTR)handle, number = (value & ~KERNEL_HANDLES) / 4;
	struct handle *found;

	if (!number || number > HANDLES_MAX)
		return NULL;
	found = &handles[number - 1];
	if ((value >= KERNEL_HANDLES) != !found->process || !found->object)
		return NULL;
	return found->process && found->process != process ? NULL : found;
}

/* With a reference of the caller's. */
static void *reference(HANDLE handle, PEPROCESS process, ACCESS_MASK *access)
{
	struct handle *found;
	void *body = NULL;

	if (handle == NtCurrentProcess()) {
		*access = MAXULONG;
		ObfReferenceObject(mock_cpu()->process);
		return mock_cpu()->process;
	}
	pthread_mutex_lock(&objects_lock);
	found = find(handle, process);
	if (found) {
		body = found->object;
		*access = found->access;
		__atomic_add_fetch(&header(body)->references, 1, __ATOMIC_RELAXED);
	}
	pthread_mutex_unlock(&objects_lock);
	return body;
}

void *mock_handle_object(HANDLE handle, PEPROCESS process, ACCESS_MASK *access)
{
	ACCESS_MASK granted = 0;
	void *body = reference(handle, process, &granted);

	if (body)
		ObfDereferenceObject(body);	/* the handle's own remains */
	if (access)
		*access = granted;
	return body;
}

static bool close_handle(HANDLE handle, PEPROCESS process)
{
	struct handle *found;
	void *body = NULL;

	pthread_mutex_lock(&objects_lock);
	found = find(handle, process);
	if (found) {
		body = found->object;
		found->object = NULL;
	}
	pthread_mutex_unlock(&objects_lock);
	if (body)
		ObfDereferenceObject(body);
	return body != NULL;
}

void mock_close_handle(HANDLE handle)
{
	mock_require(close_handle(handle, mock_cpu()->process), "a test closes a handle that it does not have");
}

HANDLE mock_duplicate(HANDLE handle, ACCESS_MASK access)
{
	void *body = mock_handle_object(handle, mock_cpu()->process, NULL);

	mock_require(body != NULL, "a test duplicates a handle that it does not have");
	return mock_handle_new(body, access, false);
}

void mock_refuse_user_mode(bool refuse)
{
	user_mode_refused = refuse;
}

/* the kernel's calls */

NTSTATUS ObReferenceObjectByHandle(HANDLE handle, ACCESS_MASK access, POBJECT_TYPE type, KPROCESSOR_MODE mode, PVOID *object,
				   POBJECT_HANDLE_INFORMATION information)
{
	bool kernel = (ULONG_PTR)handle >= KERNEL_HANDLES;
	ACCESS_MASK granted;
	void *body;

	mock_at_most(PASSIVE_LEVEL, __func__);
	mock_require(!information, "the mock gives no handle information");
	mock_require(!(access & (GENERIC_ALL | GENERIC_READ | GENERIC_WRITE)), "a generic access was asked for");
	mock_require(type || kernel, "the caller's handle referenced without a type: it can be any object");
	mock_require(mode == UserMode || kernel, "the caller's handle referenced as if the kernel had made it");
	*object = NULL;
	if (mode == UserMode && user_mode_refused)
		return STATUS_NOT_IMPLEMENTED;
	if (mode == UserMode && kernel)
		return STATUS_INVALID_HANDLE;
	body = reference(handle, mock_cpu()->process, &granted);
	if (!body)
		return STATUS_INVALID_HANDLE;
	if ((type && mock_object_type(body) != type) || (mode == UserMode && (granted & access) != access)) {
		NTSTATUS status = type && mock_object_type(body) != type ? STATUS_OBJECT_TYPE_MISMATCH : STATUS_ACCESS_DENIED;

		ObfDereferenceObject(body);
		return status;
	}
	*object = body;
	return STATUS_SUCCESS;
}

NTSTATUS ObOpenObjectByPointer(PVOID object, ULONG attributes, PVOID state, ACCESS_MASK access, POBJECT_TYPE type,
			       KPROCESSOR_MODE mode, PHANDLE handle)
{
	mock_at_most(PASSIVE_LEVEL, __func__);
	mock_require(attributes & OBJ_KERNEL_HANDLE, "a handle of the driver's in the caller's table");
	mock_require(!state && mode == KernelMode, "ObOpenObjectByPointer: an access state, or user mode");
	mock_require(!type || type == mock_object_type(object), "ObOpenObjectByPointer of a %s", mock_object_type(object)->name);
	if (mock_refused())
		return STATUS_INSUFFICIENT_RESOURCES;
	if (mock_object_type(object) == &mock_process_type && !NT_SUCCESS(((PEPROCESS)object)->open_status))
		return ((PEPROCESS)object)->open_status;
	*handle = mock_handle_new(object, access, true);
	return STATUS_SUCCESS;
}

NTSTATUS ZwClose(HANDLE handle)
{
	mock_at_most(PASSIVE_LEVEL, __func__);
	mock_require((ULONG_PTR)handle >= KERNEL_HANDLES, "ZwClose of a handle of the caller's");
	mock_require(close_handle(handle, NULL), "ZwClose of a handle that is not open");
	return STATUS_SUCCESS;
}

NTSTATUS ZwDuplicateObject(HANDLE source_process, HANDLE source, HANDLE target_process, PHANDLE target, ACCESS_MASK access,
			   ULONG attributes, ULONG options)
{
	PEPROCESS process = mock_handle_object(source_process, NULL, &access);
	ACCESS_MASK granted;
	void *body;

	mock_at_most(PASSIVE_LEVEL, __func__);
	mock_require(process && mock_object_type(process) == &mock_process_type && access & PROCESS_DUP_HANDLE,
		     "ZwDuplicateObject from what is no process opened for it");
	mock_require(target_process == NtCurrentProcess(), "ZwDuplicateObject into another process");
	mock_require(attributes & OBJ_KERNEL_HANDLE && options == DUPLICATE_SAME_ACCESS,
		     "ZwDuplicateObject: into a kernel handle, with the access that the caller has");
	if (mock_refused())
		return STATUS_INSUFFICIENT_RESOURCES;
	body = reference(source, process, &granted);
	if (!body)
		return STATUS_INVALID_HANDLE;
	*target = mock_handle_new(body, granted, true);
	ObfDereferenceObject(body);
	return STATUS_SUCCESS;
}

NTSTATUS ZwQueryObject(HANDLE handle, OBJECT_INFORMATION_CLASS class, PVOID information, ULONG length, PULONG needed)
{
	OBJECT_BASIC_INFORMATION basic = { 0 };

	mock_at_most(PASSIVE_LEVEL, __func__);
	mock_require(class == ObjectBasicInformation, "ZwQueryObject of class %d", class);
	mock_require((ULONG_PTR)handle >= KERNEL_HANDLES && mock_handle_object(handle, NULL, &basic.GrantedAccess),
		     "ZwQueryObject of a handle that is not open");
	if (needed)
		*needed = sizeof(basic);
	if (length != sizeof(basic))
		return STATUS_INFO_LENGTH_MISMATCH;
	if (mock_refused())
		return STATUS_INSUFFICIENT_RESOURCES;
	memcpy(information, &basic, sizeof(basic));
	return STATUS_SUCCESS;
}
