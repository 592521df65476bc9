// SPDX-License-Identifier: Apache-2.0
/* The n-th call that can fail does, for every n, in everything that the driver does: nothing leaks, and the books close. */
#include "client.h"

#include <stdlib.h>

struct world {
	struct client client;
	PEPROCESS process, parent;
	struct mock_key *key;
};

static struct world world_begin(void)
{
	struct world world = {
		.parent = mock_process_new(900, 4, 0, &mock_system),
		.process = mock_process_new(5000, 900, 1, &mock_plain_user),
	};

	EXPECT_EQUAL(mock_driver_load(), STATUS_SUCCESS);
	world.client = client_open();
	return world;
}

static void world_end(struct world *world)
{
	client_end_all(&world->client);
	mock_process_end(world->process);
	mock_process_end(world->parent);
}

/* START: refused or done, and in the one case as if it had never been. */
TEST(whichever_call_of_start_fails_nothing_is_left_of_it)
{
	struct world world = world_begin();
	unsigned int failed = 0;

	for (int wine = 0; wine < 2; wine++) {
		mock_refuse_user_mode(wine);
		for (unsigned int n = 1;; n++) {
			struct prm_start start = start_of(world.client.event);
			size_t blocks = mock_pool_blocks();
			NTSTATUS status;

			mock_fail_call(n);
			status = client_start(&world.client, &start);
			if (!mock_failed()) {
				mock_fail_call(0);
				EXPECT_EQUAL(status, STATUS_SUCCESS);
				EXPECT_EQUAL(client_stop(&world.client), STATUS_SUCCESS);
				break;
			}
			failed++;
			EXPECT_EQUAL(status, STATUS_INSUFFICIENT_RESOURCES);
			EXPECT_EQUAL(mock_pool_blocks(), blocks);
			EXPECT_EQUAL(client_statistics(&world.client).sessions, 0);
		}
	}
	/* The ring; and in Wine's way the caller's process, the duplicate and its rights before it. */
	EXPECT_EQUAL(failed, 1 + 4);
	world_end(&world);
}

TEST(take_stop_and_statistics_call_nothing_that_can_fail)
{
	static const ULONG codes[] = { IOCTL_PRM_VERSION, IOCTL_PRM_GETINFO, IOCTL_PRM_STATS, IOCTL_PRM_STOPHOOK };
	struct client client = client_begin();
	UCHAR output[4096];

	happen(64);
	for (size_t which = 0; which < RTL_NUMBER_OF(codes); which++) {
		mock_fail_call(1);
		EXPECT_EQUAL(mock_control(client.file, codes[which], NULL, 0, output, sizeof(output), NULL), STATUS_SUCCESS);
		EXPECT(!mock_failed());
	}
	mock_fail_call(0);
	client_end_all(&client);
}

static void start_process(struct world *world)
{
	UNICODE_STRING text = mock_paged_string(L"text");
	PS_CREATE_NOTIFY_INFO information = {
		.FileOpenNameAvailable = 1, .ParentProcessId = ULongToHandle(900), .ImageFileName = &text, .CommandLine = &text,
	};

	mock_process_created(world->process, &information);
}

static void end_process(struct world *world)
{
	mock_process_exited(world->process);
}

static void end_a_process_from_elsewhere(struct world *world)
{
	mock_process_exited_in(world->process, world->parent);
}

static void load_image(struct world *world)
{
	UNICODE_STRING text = mock_paged_string(L"text");
	IMAGE_INFO information = { .ImageSize = 1 };

	mock_image_loaded(&text, world->process->id, &information);
}

static void create_key(struct world *world)
{
	mock_key_create(world->key, L"New", STATUS_SUCCESS, REG_CREATED_NEW_KEY);
}

static void fail_to_create_key(struct world *world)
{
	mock_key_create(world->key, L"New", STATUS_ACCESS_DENIED, 0);
}

static void delete_key(struct world *world)
{
	mock_key_delete(world->key, STATUS_SUCCESS);
}

static void rename_key(struct world *world)
{
	mock_key_rename(world->key, L"Other", STATUS_SUCCESS);
}

static void set_value(struct world *world)
{
	mock_value_set(world->key, L"v", 3, "data", 4, STATUS_SUCCESS);
}

static void delete_value(struct world *world)
{
	mock_value_delete(world->key, L"v", STATUS_SUCCESS);
}

/* An event is told with what could be had, or lost and counted; it is never neither, and never both. */
TEST(whichever_call_of_a_watch_fails_its_event_is_told_or_counted_as_lost)
{
	static const struct {
		const char *name;
		void (*act)(struct world *);
		unsigned int lost_by;	/* of its calls, those without which there is no record */
	} acts[] = {
		{ "start", start_process, 1 }, { "exit", end_process, 1 }, { "exit from elsewhere", end_a_process_from_elsewhere, 1 },
		{ "image", load_image, 1 }, { "create", create_key, 1 }, { "fail to create", fail_to_create_key, 1 },
		{ "delete", delete_key, 1 }, { "rename", rename_key, 1 }, { "set", set_value, 1 }, { "delete value", delete_value, 1 },
	};
	struct world world = world_begin();

	for (size_t which = 0; which < RTL_NUMBER_OF(acts); which++) {
		unsigned int lost = 0, n;

		for (n = 1;; n++) {
			struct prm_start start = start_of(world.client.event);
			struct prm_statistics statistics;
			size_t blocks;
			bool failed;

			EXPECT_EQUAL(client_start(&world.client, &start), STATUS_SUCCESS);
			world.key = mock_key_new(L"\\REGISTRY\\MACHINE\\Key");
			blocks = mock_pool_blocks();
			mock_fail_call(n);
			acts[which].act(&world);
			failed = mock_failed();
			mock_fail_call(0);
			mock_key_close(world.key);
			EXPECT_EQUAL(mock_pool_blocks(), blocks);
			statistics = client_statistics(&world.client);
			EXPECT_EQUAL(statistics.seen, 1);
			EXPECT_EQUAL(statistics.lost + statistics.waiting_records, 1);
			lost += (unsigned int)statistics.lost;
			EXPECT_EQUAL(client_drain(&world.client), statistics.waiting_records);
			EXPECT_EQUAL(client_stop(&world.client), STATUS_SUCCESS);
			if (!failed)
				break;
		}
		/* At least the token, its user and the record's block. */
		EXPECT(n > 3);
		if (!EXPECT_EQUAL(lost, acts[which].lost_by))
			mock_fail("%s", acts[which].name);
	}
	world_end(&world);
}

/* As if that many threads changed the registry at once: each change begins while the record of the one before is being built. */
struct crowd {
	struct mock_key *key;
	UNICODE_STRING name;
	unsigned int size;
};

static void one_more(void *argument, SIZE_T bytes)
{
	struct crowd *crowd = argument;

	/* The name goes into the record; what is copied before it is small. */
	if (bytes != crowd->name.Length)
		return;
	crowd->size++;
	mock_value_delete_at(crowd->key, &crowd->name, STATUS_SUCCESS);
}

TEST(records_that_are_being_built_take_no_more_memory_than_they_may)
{
	enum { ROOM = 8 << 20, KEY_BYTES = 2 * 18 };
	static const WCHAR longest[PRM_WINDOWS_TEXT_MAX / 2] = { [0 ... PRM_WINDOWS_TEXT_MAX / 2 - 1] = L'n' };
	struct crowd crowd = { mock_key_new(L"\\REGISTRY\\MACHINE"), mock_paged_text(longest, sizeof(longest)), 0 };
	struct prm_start start = start_of(NULL);
	struct client client;
	unsigned int fit = ROOM / (sizeof(struct prm_registry_changed) + KEY_BYTES + sizeof(longest) + mock_administrator.sid_length);

	start.ring_bytes = PRM_RING_MAX;
	client = client_begin_with(&start);
	mock_at_copy(one_more, &crowd);
	one_more(&crowd, crowd.name.Length);
	mock_at_copy(NULL, NULL);
	/* The one that found no room was the last of the crowd. */
	EXPECT_EQUAL(crowd.size, fit + 1);
	EXPECT_EQUAL(client_statistics(&client).seen, fit + 1);
	EXPECT_EQUAL(client_statistics(&client).lost, 1);
	/* And the room is there again. */
	mock_value_delete_at(crowd.key, &crowd.name, STATUS_SUCCESS);
	EXPECT_EQUAL(client_statistics(&client).lost, 1);
	EXPECT_EQUAL(client_drain(&client), fit + 1);
	expect_books(&client);
	mock_key_close(crowd.key);
	client_end_all(&client);
}

TEST(an_event_that_is_lost_for_want_of_memory_does_not_disturb_the_next)
{
	struct client client = client_begin();
	const struct prm_image_loaded *loaded;
	struct batch batch;

	/* The calls of an image's event before its block, of a process that runs: its token and the token's user, and three queries. */
	for (unsigned int n = 1; !client_statistics(&client).lost; n++) {
		mock_fail_call(n);
		happen(64);
		EXPECT(mock_failed());
		client_drain(&client);
	}
	happen(64);
	loaded = client_take_one(&client, PRM_IMAGE_LOADED, &batch);
	if (loaded)
		EXPECT_EQUAL(loaded->header.lost, 1);
	batch_free(&batch);
	expect_books(&client);
	client_end_all(&client);
}
