// SPDX-License-Identifier: Apache-2.0
/* The registry: every operation with its final status, and the path as it was when the operation began. */
#include "client.h"

#define KEY L"\\REGISTRY\\MACHINE\\SOFTWARE\\Acme"

/* The only record that waits, if it is of that operation and status, and about that key and name. */
static const struct prm_registry_changed *take(struct client *client, enum prm_registry_operation operation, NTSTATUS status,
					       const WCHAR *key, const WCHAR *name, struct batch *batch)
{
	const struct prm_registry_changed *changed = client_take_one(client, PRM_REGISTRY_CHANGED, batch);
	const UCHAR *variable = (const UCHAR *)(changed + 1);
	static const UCHAR zero[5];

	if (!changed)
		return NULL;
	EXPECT_EQUAL(changed->operation, operation);
	EXPECT_EQUAL(changed->status, status);
	EXPECT_EQUAL(changed->subject.process_id, 1000);
	EXPECT_EQUAL(changed->subject.thread_id, mock_thread_id());
	EXPECT(changed->subject.start_time > 0);
	EXPECT(!memcmp(changed->reserved, zero, sizeof(zero)));
	EXPECT_TEXT(variable, changed->key_length, key);
	EXPECT_TEXT(variable + changed->key_length, changed->name_length, name);
	EXPECT_EQUAL(changed->header.size, sizeof(*changed) + changed->key_length + changed->name_length + changed->data_length +
						   mock_administrator.sid_length);
	return changed;
}

static void expect_one(struct client *client, enum prm_registry_operation operation, NTSTATUS status, const WCHAR *key,
		       const WCHAR *name)
{
	struct batch batch;
	const struct prm_registry_changed *changed = take(client, operation, status, key, name, &batch);

	if (changed) {
		EXPECT_EQUAL(changed->header.flags, 0);
		EXPECT_EQUAL(changed->value_type, 0);
		EXPECT_EQUAL(changed->data_size, 0);
		EXPECT_EQUAL(changed->data_length, 0);
	}
	batch_free(&batch);
}

static void expect_none(struct client *client)
{
	EXPECT_EQUAL(client_statistics(client).waiting_records, 0);
}

TEST(a_key_that_is_made_is_told_and_one_that_is_opened_is_not)
{
	struct client client = client_begin();
	struct mock_key *root = mock_key_new(KEY);

	mock_key_create(root, L"New", STATUS_SUCCESS, REG_CREATED_NEW_KEY);
	expect_one(&client, PRM_KEY_CREATED, STATUS_SUCCESS, KEY L"\\New", L"");
	mock_key_create(root, L"Old", STATUS_SUCCESS, REG_OPENED_EXISTING_KEY);
	expect_none(&client);
	/* The root's path is kept by now. */
	mock_value_delete(root, L"v", STATUS_SUCCESS);
	expect_one(&client, PRM_VALUE_DELETED, STATUS_SUCCESS, KEY, L"v");
	mock_key_create(root, L"Newer", STATUS_SUCCESS, REG_CREATED_NEW_KEY);
	expect_one(&client, PRM_KEY_CREATED, STATUS_SUCCESS, KEY L"\\Newer", L"");
	mock_key_open(root);
	mock_value_query(root, L"value");
	expect_none(&client);
	mock_key_close(root);
	client_end_all(&client);
}

TEST(a_key_that_could_not_be_made_is_told_by_what_was_asked_for)
{
	struct client client = client_begin();
	struct mock_key *root = mock_key_new(KEY);

	mock_key_create(root, L"Locked\\Inner", STATUS_ACCESS_DENIED, 0);
	expect_one(&client, PRM_KEY_CREATED, STATUS_ACCESS_DENIED, KEY L"\\Locked\\Inner", L"");
	mock_key_create(NULL, L"\\REGISTRY\\MACHINE\\SAM\\Mine", STATUS_ACCESS_DENIED, 0);
	expect_one(&client, PRM_KEY_CREATED, STATUS_ACCESS_DENIED, L"\\REGISTRY\\MACHINE\\SAM\\Mine", L"");
	mock_key_create(root, L"\\REGISTRY\\USER\\Absolute", STATUS_ACCESS_DENIED, 0);
	expect_one(&client, PRM_KEY_CREATED, STATUS_ACCESS_DENIED, L"\\REGISTRY\\USER\\Absolute", L"");
	mock_key_create(root, L"", STATUS_ACCESS_DENIED, 0);
	expect_one(&client, PRM_KEY_CREATED, STATUS_ACCESS_DENIED, KEY, L"");
	/* To be looked for elsewhere: not the final status of anything, whatever stands where the disposition will. */
	mock_key_create(root, L"Link", STATUS_REPARSE, REG_CREATED_NEW_KEY);
	expect_none(&client);
	mock_key_close(root);
	client_end_all(&client);
}

TEST(a_deleted_key_is_told_by_the_path_that_it_had)
{
	struct client client = client_begin();
	struct mock_key *key = mock_key_new(KEY);

	mock_key_delete(key, STATUS_ACCESS_DENIED);
	expect_one(&client, PRM_KEY_DELETED, STATUS_ACCESS_DENIED, KEY, L"");
	mock_key_delete(key, STATUS_SUCCESS);
	expect_one(&client, PRM_KEY_DELETED, STATUS_SUCCESS, KEY, L"");
	mock_key_close(key);
	client_end_all(&client);
}

TEST(a_renamed_key_is_told_by_the_path_that_it_had_and_its_new_name)
{
	struct client client = client_begin();
	struct mock_key *key = mock_key_new(KEY);

	mock_key_rename(key, L"Refused", STATUS_ACCESS_DENIED);
	expect_one(&client, PRM_KEY_RENAMED, STATUS_ACCESS_DENIED, KEY, L"Refused");
	mock_key_rename(key, L"Other", STATUS_SUCCESS);
	expect_one(&client, PRM_KEY_RENAMED, STATUS_SUCCESS, KEY, L"Other");
	mock_key_close(key);
	client_end_all(&client);
}

TEST(a_path_is_asked_for_once_a_key_and_again_after_a_rename_anywhere)
{
	struct client client = client_begin();
	struct mock_key *key = mock_key_new(KEY), *other = mock_key_new(L"\\REGISTRY\\USER");
	int asked = mock_paths_asked();

	for (int again = 0; again < 5; again++) {
		mock_value_delete(key, L"v", STATUS_SUCCESS);
		expect_one(&client, PRM_VALUE_DELETED, STATUS_SUCCESS, KEY, L"v");
	}
	EXPECT_EQUAL(mock_paths_asked() - asked, 1);
	/* Perhaps a key above: the path that is kept may be wrong from now on. */
	mock_key_rename(other, L"x", STATUS_SUCCESS);
	client_drain(&client);
	asked = mock_paths_asked();
	mock_key_rename(key, L"Second", STATUS_SUCCESS);
	expect_one(&client, PRM_KEY_RENAMED, STATUS_SUCCESS, KEY, L"Second");
	EXPECT_EQUAL(mock_paths_asked() - asked, 1);
	mock_value_delete(key, L"v", STATUS_SUCCESS);
	expect_one(&client, PRM_VALUE_DELETED, STATUS_SUCCESS, L"\\REGISTRY\\MACHINE\\SOFTWARE\\Second", L"v");
	mock_key_close(other);
	mock_key_close(key);
	client_end_all(&client);
}

TEST(a_value_that_is_set_is_told_with_its_type_and_data)
{
	static UCHAR data[PRM_VALUE_DATA_MAX + 1000];
	static const struct {
		ULONG size;
		USHORT length, flags;
	} cases[] = {
		{ 0, 0, 0 },
		{ 1, 1, 0 },
		{ PRM_VALUE_DATA_MAX, PRM_VALUE_DATA_MAX, 0 },
		{ PRM_VALUE_DATA_MAX + 1, PRM_VALUE_DATA_MAX, PRM_FLAG_DATA_TRUNCATED },
		{ sizeof(data), PRM_VALUE_DATA_MAX, PRM_FLAG_DATA_TRUNCATED },
	};
	struct client client = client_begin();
	struct mock_key *key = mock_key_new(KEY);

	for (size_t at = 0; at < sizeof(data); at++)
		data[at] = (UCHAR)(at * 13);
	for (size_t which = 0; which < RTL_NUMBER_OF(cases); which++) {
		const struct prm_registry_changed *changed;
		struct batch batch;

		mock_value_set(key, L"Run", 3, data, cases[which].size, STATUS_SUCCESS);
		changed = take(&client, PRM_VALUE_SET, STATUS_SUCCESS, KEY, L"Run", &batch);
		if (changed) {
			EXPECT_EQUAL(changed->value_type, 3);
			EXPECT_EQUAL(changed->data_size, cases[which].size);
			EXPECT_EQUAL(changed->data_length, cases[which].length);
			EXPECT_EQUAL(changed->header.flags, cases[which].flags);
			EXPECT(!memcmp((const UCHAR *)(changed + 1) + changed->key_length + changed->name_length, data,
				       changed->data_length));
		}
		batch_free(&batch);
	}
	mock_value_set(key, L"", 1, data, 4, STATUS_ACCESS_DENIED);
	struct batch batch;

	take(&client, PRM_VALUE_SET, STATUS_ACCESS_DENIED, KEY, L"", &batch);
	batch_free(&batch);
	mock_key_close(key);
	client_end_all(&client);
}

TEST(data_that_goes_away_while_it_is_read_is_cut_where_it_ended)
{
	static const UCHAR data[100] = { [0 ... 99] = 0x77 };
	struct client client = client_begin();
	struct mock_key *key = mock_key_new(KEY);
	const struct prm_registry_changed *changed;
	struct batch batch;

	mock_value_set_at(key, L"v", 3, mock_untrusted(data, sizeof(data), 40), sizeof(data), STATUS_SUCCESS);
	changed = take(&client, PRM_VALUE_SET, STATUS_SUCCESS, KEY, L"v", &batch);
	if (changed) {
		EXPECT_EQUAL(changed->data_size, sizeof(data));
		EXPECT_EQUAL(changed->data_length, 40);
		EXPECT_EQUAL(changed->header.flags, PRM_FLAG_DATA_TRUNCATED);
	}
	batch_free(&batch);
	mock_key_close(key);
	client_end_all(&client);
}

TEST(a_name_that_goes_away_while_it_is_read_is_an_event_lost_and_counted)
{
	static const WCHAR text[] = L"a name";
	struct client client = client_begin();
	struct mock_key *key = mock_key_new(KEY);
	UNICODE_STRING name = { sizeof(text) - 2, sizeof(text) - 2, mock_untrusted(text, sizeof(text) - 2, 4) };

	mock_value_delete_at(key, &name, STATUS_SUCCESS);
	EXPECT_EQUAL(client_statistics(&client).lost, 1);
	expect_none(&client);
	expect_books(&client);
	/* The string itself, not what it points to. */
	mock_value_delete_at(key, mock_untrusted(&name, sizeof(name), 8), STATUS_SUCCESS);
	expect_one(&client, PRM_VALUE_DELETED, STATUS_SUCCESS, KEY, L"");
	mock_value_delete_at(key, NULL, STATUS_SUCCESS);
	expect_one(&client, PRM_VALUE_DELETED, STATUS_SUCCESS, KEY, L"");
	mock_key_close(key);
	client_end_all(&client);
}

TEST(a_path_that_cannot_be_had_is_absent_and_the_event_is_told)
{
	struct client client = client_begin();
	struct mock_key *key = mock_key_new(KEY);

	mock_key_refuse_path(key, STATUS_INSUFFICIENT_RESOURCES);
	mock_value_delete(key, L"v", STATUS_SUCCESS);
	expect_one(&client, PRM_VALUE_DELETED, STATUS_SUCCESS, L"", L"v");
	mock_key_delete(key, STATUS_SUCCESS);
	expect_one(&client, PRM_KEY_DELETED, STATUS_SUCCESS, L"", L"");
	mock_key_create(key, L"Below", STATUS_ACCESS_DENIED, 0);
	expect_one(&client, PRM_KEY_CREATED, STATUS_ACCESS_DENIED, L"Below", L"");
	mock_key_close(key);
	client_end_all(&client);
}

TEST(a_path_longer_than_a_text_can_be_is_cut_and_flagged)
{
	static WCHAR below[20001];
	static WCHAR above[20001];
	struct client client = client_begin();
	struct mock_key *root;
	const struct prm_registry_changed *changed;
	struct batch batch;

	for (int at = 0; at < 20000; at++) {
		above[at] = L'a';
		below[at] = L'b';
	}
	root = mock_key_new(above);
	mock_key_create(root, below, STATUS_ACCESS_DENIED, 0);
	changed = client_take_one(&client, PRM_REGISTRY_CHANGED, &batch);
	if (changed) {
		const WCHAR *path = (const WCHAR *)(changed + 1);

		EXPECT_EQUAL(changed->header.flags, PRM_FLAG_KEY_TRUNCATED);
		EXPECT_EQUAL(changed->key_length, PRM_WINDOWS_TEXT_MAX);
		EXPECT_EQUAL(path[19999], L'a');
		EXPECT_EQUAL(path[20000], L'\\');
		EXPECT_EQUAL(path[20001], L'b');
		EXPECT_EQUAL(path[changed->key_length / 2 - 1], L'b');
	}
	batch_free(&batch);
	mock_key_close(root);
	client_end_all(&client);
}

TEST(a_path_so_long_that_not_even_a_separator_fits_is_left_as_it_is)
{
	static WCHAR above[PRM_WINDOWS_TEXT_MAX / 2 + 1];
	struct client client = client_begin();
	struct mock_key *root;
	const struct prm_registry_changed *changed;
	struct batch batch;

	for (int at = 0; at < PRM_WINDOWS_TEXT_MAX / 2; at++)
		above[at] = L'a';
	root = mock_key_new(above);
	mock_key_create(root, L"below", STATUS_ACCESS_DENIED, 0);
	changed = client_take_one(&client, PRM_REGISTRY_CHANGED, &batch);
	if (changed) {
		EXPECT_EQUAL(changed->header.flags, PRM_FLAG_KEY_TRUNCATED);
		EXPECT_EQUAL(changed->key_length, PRM_WINDOWS_TEXT_MAX);
		EXPECT_EQUAL(((const WCHAR *)(changed + 1))[PRM_WINDOWS_TEXT_MAX / 2 - 1], L'a');
	}
	batch_free(&batch);
	mock_key_close(root);
	client_end_all(&client);
}

/* With sessions that come and go: before one is there, no path is asked for; what was kept goes with the key, or the driver. */
TEST(nothing_is_kept_for_nobody_and_all_that_is_kept_goes)
{
	struct client client = client_begin();
	struct mock_key *open = mock_key_new(KEY), *closed = mock_key_new(KEY);
	size_t blocks;

	EXPECT_EQUAL(client_stop(&client), STATUS_SUCCESS);
	blocks = mock_pool_blocks();
	mock_value_delete(open, L"v", STATUS_SUCCESS);
	mock_key_rename(open, L"x", STATUS_SUCCESS);
	mock_value_set(open, L"v", 3, "", 1, STATUS_SUCCESS);
	mock_key_create(open, L"v", STATUS_SUCCESS, REG_CREATED_NEW_KEY);
	mock_key_delete(open, STATUS_ACCESS_DENIED);
	EXPECT_EQUAL(mock_pool_blocks(), blocks);
	struct prm_start start = start_of(client.event);

	EXPECT_EQUAL(client_start(&client, &start), STATUS_SUCCESS);
	blocks = mock_pool_blocks();
	mock_value_delete(open, L"v", STATUS_SUCCESS);
	mock_value_delete(closed, L"v", STATUS_SUCCESS);
	EXPECT_EQUAL(mock_pool_blocks(), blocks + 2);
	mock_key_close(closed);
	EXPECT_EQUAL(mock_pool_blocks(), blocks + 1);
	/* The other one is open when the driver goes. */
	client_end_all(&client);
	mock_key_close(open);
}

TEST(kept_paths_are_bounded_and_beyond_the_bound_events_still_have_theirs)
{
	enum { KEYS = 150, LONG_PATH = 30000 };	/* 150 paths of 60,000 bytes: more than the 4 MiB that are kept, and the 4 in reserve */
	static WCHAR path[LONG_PATH + 1];
	static struct mock_key *keys[KEYS];
	struct client client = client_begin();
	size_t blocks = mock_pool_blocks();
	int named = 0;

	for (int at = 0; at < LONG_PATH; at++)
		path[at] = L'k';
	for (int which = 0; which < KEYS; which++) {
		const struct prm_registry_changed *changed;
		struct batch batch;

		keys[which] = mock_key_new(path);
		mock_value_delete(keys[which], L"v", STATUS_SUCCESS);
		changed = client_take_one(&client, PRM_REGISTRY_CHANGED, &batch);
		EXPECT(changed && changed->key_length == LONG_PATH * sizeof(WCHAR));
		batch_free(&batch);
	}
	EXPECT(mock_pool_blocks() - blocks < KEYS / 2);
	/* For a deleted key's path, which cannot be had afterwards, there is a reserve. */
	mock_key_delete(keys[KEYS - 1], STATUS_SUCCESS);
	expect_one(&client, PRM_KEY_DELETED, STATUS_SUCCESS, path, L"");
	/* But no end to it. */
	for (int which = KEYS - 2; which >= 0; which--) {
		const struct prm_registry_changed *changed;
		struct batch batch;

		mock_key_delete(keys[which], STATUS_SUCCESS);
		changed = client_take_one(&client, PRM_REGISTRY_CHANGED, &batch);
		named += changed && changed->key_length != 0;
		batch_free(&batch);
	}
	EXPECT(named > KEYS / 2 && named < KEYS - 1);
	for (int which = 0; which < KEYS; which++)
		mock_key_close(keys[which]);
	EXPECT_EQUAL(mock_pool_blocks(), blocks);
	client_end_all(&client);
}
