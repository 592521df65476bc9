/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys, and what the configuration manager tells before and after an operation. What a callback's structures point to is
 * paged memory; the object of an operation that failed to make one is an address that nobody may touch.
 */
#include <stdlib.h>

#include "internal.h"

#define CALLBACKS_MAX 4
#define STATUS_KEY_DELETED ((NTSTATUS)0xC000017C)
#define NO_OBJECT ((PVOID)0x00000BAD00000BADull)

/* What a driver hung on a key, by CmSetCallbackObjectContext. */
struct context {
	LONGLONG cookie;
	PVOID context;
};

struct mock_key {
	struct mock_key *next, *previous;	/* the registry's lock */
	UNICODE_STRING path;
	NTSTATUS path_status;
	bool deleted;
	ULONG id;
	pthread_mutex_t lock;
	struct context contexts[CALLBACKS_MAX];	/* lock, as the path */
};

struct callback {
	PEX_CALLBACK_FUNCTION function;
	PVOID context;
	LONGLONG cookie;
};

struct mock_type mock_key_type = { .name = "Key" };

/* Who takes a routine out is not kept waiting by those that come after. */
static pthread_rwlock_t lock = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;
static struct callback callbacks[CALLBACKS_MAX];	/* lock */
static struct mock_key *keys;				/* lock; those that are open */
static LONGLONG last_cookie = 0x7000;			/* lock */
static ULONG last_key_id;				/* atomic */
static int paths_asked;					/* atomic */
static int names_given;					/* atomic; by CmCallbackGetKeyObjectIDEx, not released yet */

/* By MmGetSystemRoutineAddress: Windows Vista. */
NTSTATUS CmRegisterCallbackEx(PEX_CALLBACK_FUNCTION function, PCUNICODE_STRING altitude, PVOID driver, PVOID context,
			      PLARGE_INTEGER cookie, PVOID reserved)
{
	NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

	mock_at_most(APC_LEVEL, __func__);
	mock_require(altitude && altitude->Length && driver && !reserved, "CmRegisterCallbackEx: an altitude and a driver");
	if (mock_refused())
		return status;
	pthread_rwlock_wrlock(&lock);
	for (int slot = 0; slot < CALLBACKS_MAX && status; slot++)
		if (!callbacks[slot].function) {
			callbacks[slot] = (struct callback){ function, context, ++last_cookie };
			cookie->QuadPart = last_cookie;
			status = STATUS_SUCCESS;
		}
	pthread_rwlock_unlock(&lock);
	return status;
}

static struct mock_key *key_of(PVOID object, const char *call)
{
	mock_require(object != NO_OBJECT, "%s of the object of an operation that failed", call);
	mock_require(object && mock_object_type(object) == &mock_key_type, "%s of what is no key", call);
	return object;
}

/* By MmGetSystemRoutineAddress: Windows 8. */
NTSTATUS CmCallbackGetKeyObjectIDEx(PLARGE_INTEGER cookie, PVOID object, PULONG_PTR id, PCUNICODE_STRING *name, ULONG flags)
{
	struct mock_key *key = key_of(object, __func__);
	UNICODE_STRING *copy;

	mock_at_most(APC_LEVEL, __func__);
	mock_require(cookie->QuadPart && !flags, "CmCallbackGetKeyObjectIDEx: the cookie of a registration, and no flags");
	if (id)
		*id = key->id;
	if (!name)
		return STATUS_SUCCESS;
	*name = NULL;
	if (key->deleted)
		return STATUS_KEY_DELETED;
	if (!NT_SUCCESS(key->path_status))
		return key->path_status;
	if (mock_refused())
		return STATUS_INSUFFICIENT_RESOURCES;
	__atomic_add_fetch(&paths_asked, 1, __ATOMIC_RELAXED);
	copy = mock_paged_allocate(sizeof(*copy));
	pthread_mutex_lock(&key->lock);
	*copy = mock_paged_text(key->path.Buffer, key->path.Length);
	pthread_mutex_unlock(&key->lock);
	*name = copy;
	__atomic_add_fetch(&names_given, 1, __ATOMIC_RELAXED);
	return STATUS_SUCCESS;
}

int mock_paths_asked(void)
{
	return __atomic_load_n(&paths_asked, __ATOMIC_RELAXED);
}

void CmCallbackReleaseKeyObjectIDEx(PCUNICODE_STRING name)
{
	UNICODE_STRING *copy = (UNICODE_STRING *)name;

	mock_at_most(APC_LEVEL, __func__);
	mock_require(copy && copy->Buffer, "CmCallbackReleaseKeyObjectIDEx of nothing, or twice");
	memset(copy->Buffer, 0xDD, copy->Length);
	copy->Buffer = NULL;
	__atomic_sub_fetch(&names_given, 1, __ATOMIC_RELAXED);
}

/* By MmGetSystemRoutineAddress: Windows Vista. */
NTSTATUS CmSetCallbackObjectContext(PVOID object, PLARGE_INTEGER cookie, PVOID context, PVOID *old)
{
	struct mock_key *key = key_of(object, __func__);
	NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;
	PVOID before = NULL;

	mock_at_most(APC_LEVEL, __func__);
	if (mock_refused())
		return status;
	pthread_mutex_lock(&key->lock);
	for (int slot = 0; slot < CALLBACKS_MAX && status; slot++)
		if (!key->contexts[slot].cookie || key->contexts[slot].cookie == cookie->QuadPart) {
			before = key->contexts[slot].context;
			key->contexts[slot] = (struct context){ cookie->QuadPart, context };
			status = STATUS_SUCCESS;
		}
	pthread_mutex_unlock(&key->lock);
	if (old)
		*old = before;
	return status;
}

void mock_registry_require_none(void)
{
	for (int slot = 0; slot < CALLBACKS_MAX; slot++)
		mock_require(!callbacks[slot].function, "a registry callback is left registered");
	mock_require(!names_given, "%d names of keys were not released", names_given);
}

/* keys */

static ULONG next_id(void)
{
	return __atomic_add_fetch(&last_key_id, 1, __ATOMIC_RELAXED);
}

struct mock_key *mock_key_new(const WCHAR *path)
{
	struct mock_key *key = mock_object_new(&mock_key_type, sizeof(*key));

	key->path = mock_paged_string(path);
	key->id = next_id();
	pthread_mutex_init(&key->lock, NULL);
	pthread_rwlock_wrlock(&lock);
	key->next = keys;
	if (keys)
		keys->previous = key;
	keys = key;
	pthread_rwlock_unlock(&lock);
	return key;
}

void mock_key_refuse_path(struct mock_key *key, NTSTATUS status)
{
	key->path_status = status;
}

static PVOID context_of(struct mock_key *key, LONGLONG cookie, bool take)
{
	PVOID context = NULL;

	if (!key)
		return NULL;
	pthread_mutex_lock(&key->lock);
	for (int slot = 0; slot < CALLBACKS_MAX; slot++)
		if (key->contexts[slot].cookie == cookie) {
			context = key->contexts[slot].context;
			if (take)
				key->contexts[slot] = (struct context){ 0, NULL };
		}
	pthread_mutex_unlock(&key->lock);
	return context;
}

static void call(const struct callback *callback, REG_NOTIFY_CLASS class, PVOID information)
{
	struct mock_call before = mock_call_begin();
	NTSTATUS status = callback->function(callback->context, (PVOID)(ULONG_PTR)class, information);

	mock_call_end(&before, "the registry callback");
	mock_require(status == STATUS_SUCCESS, "the driver prevented an operation on the registry, class %d: %x", class, status);
}

/*
 * Before and after, to each that is registered, and to none that was not both times. information: the operation's own
 * structure, of which call_context and object_context are the fields of that name. Of a key that is made, the context
 * afterwards is its root's: the documentation does not say whose it is, and this is the worse for a driver that relies on it.
 */
static int tell(REG_NOTIFY_CLASS before, REG_NOTIFY_CLASS after, PVOID information, PVOID *call_context, PVOID *object_context,
		struct mock_key *key, PVOID post_object, NTSTATUS status, void (*operation)(struct mock_key *))
{
	PVOID call_contexts[CALLBACKS_MAX] = { NULL };
	int called = 0;

	pthread_rwlock_rdlock(&lock);
	for (int slot = 0; slot < CALLBACKS_MAX; slot++)
		if (callbacks[slot].function) {
			*call_context = NULL;
			*object_context = context_of(key, callbacks[slot].cookie, false);
			call(&callbacks[slot], before, information);
			call_contexts[slot] = *call_context;
			called++;
		}
	if (operation && NT_SUCCESS(status))
		operation(key);
	for (int slot = 0; slot < CALLBACKS_MAX; slot++)
		if (callbacks[slot].function) {
			REG_POST_OPERATION_INFORMATION post = {
				.Object = post_object,
				.Status = status,
				.PreInformation = information,
				.ReturnStatus = status,
				.CallContext = call_contexts[slot],
				.ObjectContext = context_of(key, callbacks[slot].cookie, false),
			};

			call(&callbacks[slot], after, &post);
			mock_require(post.ReturnStatus == status, "the driver changed an operation's status");
		}
	pthread_rwlock_unlock(&lock);
	return called;
}

/* Under the lock. */
static void clean_up(struct mock_key *key, const struct callback *callback)
{
	REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION cleanup = { key, context_of(key, callback->cookie, true), NULL };

	if (cleanup.ObjectContext)
		call(callback, RegNtCallbackObjectContextCleanup, &cleanup);
}

void mock_key_close(struct mock_key *key)
{
	pthread_rwlock_wrlock(&lock);
	for (int slot = 0; slot < CALLBACKS_MAX; slot++)
		if (callbacks[slot].function)
			clean_up(key, &callbacks[slot]);
	if (key->previous)
		key->previous->next = key->next;
	else
		keys = key->next;
	if (key->next)
		key->next->previous = key->previous;
	pthread_rwlock_unlock(&lock);
	ObfDereferenceObject(key);
}

/* Waits for those that run it, and has it forget what it hung on keys that are open. */
NTSTATUS CmUnRegisterCallback(LARGE_INTEGER cookie)
{
	bool found = false;

	mock_at_most(APC_LEVEL, __func__);
	mock_require(!mock_cpu()->mutexes, "CmUnRegisterCallback under a mutex: it waits for callbacks that may want it");
	pthread_rwlock_wrlock(&lock);
	for (int slot = 0; slot < CALLBACKS_MAX; slot++)
		if (callbacks[slot].function && callbacks[slot].cookie == cookie.QuadPart) {
			for (struct mock_key *key = keys; key; key = key->next)
				clean_up(key, &callbacks[slot]);
			callbacks[slot] = (struct callback){ NULL, NULL, 0 };
			found = true;
		}
	pthread_rwlock_unlock(&lock);
	mock_require(found, "CmUnRegisterCallback: it is not registered");
	return STATUS_SUCCESS;
}

int mock_key_create(struct mock_key *root, const WCHAR *name, NTSTATUS status, ULONG disposition)
{
	UNICODE_STRING asked = mock_paged_string(name);
	size_t above = root && name[0] != L'\\' ? root->path.Length + sizeof(WCHAR) : 0;
	PVOID result = NULL;
	REG_CREATE_KEY_INFORMATION information = {
		.CompleteName = mock_paged(&asked, sizeof(asked)),
		.RootObject = root,
		.Disposition = mock_paged(&disposition, sizeof(disposition)),
		.ResultObject = &result,
	};
	struct mock_key *created = NULL;
	int called;

	if (status == STATUS_SUCCESS) {
		WCHAR path[512];

		mock_require(above + asked.Length < sizeof(path), "keys that the mock makes have short paths");
		if (above) {
			memcpy(path, root->path.Buffer, root->path.Length);
			path[above / sizeof(WCHAR) - 1] = L'\\';
		}
		memcpy((UCHAR *)path + above, asked.Buffer, asked.Length);
		path[(above + asked.Length) / sizeof(WCHAR)] = 0;
		created = mock_key_new(path);
	}
	called = tell(RegNtPreCreateKeyEx, RegNtPostCreateKeyEx, &information, &information.CallContext,
		      &information.RootObjectContext, root, created ? created : NO_OBJECT, status, NULL);
	if (created)
		mock_key_close(created);
	return called;
}

int mock_key_open(struct mock_key *key)
{
	UNICODE_STRING name = mock_paged_string(L"opened");
	PVOID result = NULL;
	REG_CREATE_KEY_INFORMATION information = {
		.CompleteName = mock_paged(&name, sizeof(name)), .RootObject = key, .ResultObject = &result,
	};

	return tell(RegNtPreOpenKeyEx, RegNtPostOpenKeyEx, &information, &information.CallContext, &information.RootObjectContext,
		    key, key, STATUS_SUCCESS, NULL);
}

static void become_deleted(struct mock_key *key)
{
	key->deleted = true;
}

int mock_key_delete(struct mock_key *key, NTSTATUS status)
{
	REG_DELETE_KEY_INFORMATION information = { .Object = key };

	return tell(RegNtPreDeleteKey, RegNtPostDeleteKey, &information, &information.CallContext, &information.ObjectContext, key, key,
		    status, become_deleted);
}

static _Thread_local const UNICODE_STRING *new_last_name;

/* The last name of the path is another one. */
static void become_renamed(struct mock_key *key)
{
	size_t keep;
	UCHAR *path;

	pthread_mutex_lock(&key->lock);
	keep = key->path.Length / sizeof(WCHAR);
	while (keep && key->path.Buffer[keep - 1] != L'\\')
		keep--;
	path = mock_paged_allocate(keep * sizeof(WCHAR) + new_last_name->Length);
	memcpy(path, key->path.Buffer, keep * sizeof(WCHAR));
	memcpy(path + keep * sizeof(WCHAR), new_last_name->Buffer, new_last_name->Length);
	key->path.Length = key->path.MaximumLength = (USHORT)(keep * sizeof(WCHAR) + new_last_name->Length);
	key->path.Buffer = (PWSTR)path;
	pthread_mutex_unlock(&key->lock);
}

int mock_key_rename(struct mock_key *key, const WCHAR *name, NTSTATUS status)
{
	UNICODE_STRING new_name = mock_paged_string(name);
	REG_RENAME_KEY_INFORMATION information = { .Object = key, .NewName = mock_paged(&new_name, sizeof(new_name)) };

	new_last_name = &new_name;
	return tell(RegNtPreRenameKey, RegNtPostRenameKey, &information, &information.CallContext, &information.ObjectContext, key, key,
		    status, become_renamed);
}

int mock_value_set_at(struct mock_key *key, const WCHAR *name, ULONG type, void *data, ULONG size, NTSTATUS status)
{
	UNICODE_STRING value = mock_paged_string(name);
	REG_SET_VALUE_KEY_INFORMATION information = {
		.Object = key, .ValueName = mock_paged(&value, sizeof(value)), .Type = type, .Data = data, .DataSize = size,
	};

	return tell(RegNtPreSetValueKey, RegNtPostSetValueKey, &information, &information.CallContext, &information.ObjectContext, key,
		    key, status, NULL);
}

int mock_value_set(struct mock_key *key, const WCHAR *name, ULONG type, const void *data, ULONG size, NTSTATUS status)
{
	return mock_value_set_at(key, name, type, mock_paged(data, size), size, status);
}

int mock_value_delete_at(struct mock_key *key, UNICODE_STRING *name, NTSTATUS status)
{
	REG_DELETE_VALUE_KEY_INFORMATION information = { .Object = key, .ValueName = name };

	return tell(RegNtPreDeleteValueKey, RegNtPostDeleteValueKey, &information, &information.CallContext,
		    &information.ObjectContext, key, key, status, NULL);
}

int mock_value_delete(struct mock_key *key, const WCHAR *name, NTSTATUS status)
{
	UNICODE_STRING value = mock_paged_string(name);

	return mock_value_delete_at(key, mock_paged(&value, sizeof(value)), status);
}

int mock_value_query(struct mock_key *key, const WCHAR *name)
{
	UNICODE_STRING value = mock_paged_string(name);
	REG_DELETE_VALUE_KEY_INFORMATION information = { .Object = key, .ValueName = mock_paged(&value, sizeof(value)) };

	return tell(RegNtPreQueryValueKey, RegNtPostQueryValueKey, &information, &information.CallContext, &information.ObjectContext,
		    key, key, STATUS_SUCCESS, NULL);
}
