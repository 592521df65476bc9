/* SPDX-License-Identifier: Apache-2.0 */
/* Operations on keys and values. What the structures point to that a driver is given is paged memory. */
#include "registry.h"

void mock_key_refuse_path(struct mock_key *key, NTSTATUS status)
{
	key->path_status = status;
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
	called = mock_registry_tell(RegNtPreCreateKeyEx, RegNtPostCreateKeyEx, &information, &information.CallContext,
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

	return mock_registry_tell(RegNtPreOpenKeyEx, RegNtPostOpenKeyEx, &information, &information.CallContext, &information.RootObjectContext,
		    key, key, STATUS_SUCCESS, NULL);
}

static void become_deleted(struct mock_key *key)
{
	key->deleted = true;
}

int mock_key_delete(struct mock_key *key, NTSTATUS status)
{
	REG_DELETE_KEY_INFORMATION information = { .Object = key };

	return mock_registry_tell(RegNtPreDeleteKey, RegNtPostDeleteKey, &information, &information.CallContext, &information.ObjectContext, key, key,
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
	return mock_registry_tell(RegNtPreRenameKey, RegNtPostRenameKey, &information, &information.CallContext, &information.ObjectContext, key, key,
		    status, become_renamed);
}

int mock_value_set_at(struct mock_key *key, const WCHAR *name, ULONG type, void *data, ULONG size, NTSTATUS status)
{
	UNICODE_STRING value = mock_paged_string(name);
	REG_SET_VALUE_KEY_INFORMATION information = {
		.Object = key, .ValueName = mock_paged(&value, sizeof(value)), .Type = type, .Data = data, .DataSize = size,
	};

	return mock_registry_tell(RegNtPreSetValueKey, RegNtPostSetValueKey, &information, &information.CallContext, &information.ObjectContext, key,
		    key, status, NULL);
}

int mock_value_set(struct mock_key *key, const WCHAR *name, ULONG type, const void *data, ULONG size, NTSTATUS status)
{
	return mock_value_set_at(key, name, type, mock_paged(data, size), size, status);
}

int mock_value_delete_at(struct mock_key *key, UNICODE_STRING *name, NTSTATUS status)
{
	REG_DELETE_VALUE_KEY_INFORMATION information = { .Object = key, .ValueName = name };

	return mock_registry_tell(RegNtPreDeleteValueKey, RegNtPostDeleteValueKey, &information, &information.CallContext,
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

	return mock_registry_tell(RegNtPreQueryValueKey, RegNtPostQueryValueKey, &information, &information.CallContext, &information.ObjectContext,
		    key, key, STATUS_SUCCESS, NULL);
}
