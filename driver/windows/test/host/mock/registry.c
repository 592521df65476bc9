/* SPDX-License-Identifier: Apache-2.0 */
/* The configuration manager: who is told of operations, and the keys that are open with what is hung on them. */
#include "registry.h"

#define STATUS_KEY_DELETED ((NTSTATUS)0xC000017C)

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

int mock_registry_tell(REG_NOTIFY_CLASS before, REG_NOTIFY_CLASS after, PVOID information, PVOID *call_context,
		       PVOID *object_context, struct mock_key *key, PVOID post_object, NTSTATUS status,
		       void (*operation)(struct mock_key *))
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
