// SPDX-License-Identifier: Apache-2.0
/* The test image's injector: what Wine's tests rely on. */
#include "client.h"

#include "../inject.h"

#include <stdlib.h>

static struct prm_inject wish_of(enum prm_type type)
{
	return (struct prm_inject){ .type = type, .count = 1, .process_id = 1000, .parent_id = 900, .creator_id = 800, .thread_id = 700 };
}

static NTSTATUS inject(struct client *client, struct prm_inject wish, const WCHAR *text, const WCHAR *name, const void *data)
{
	UNICODE_STRING text_string, name_string;
	UCHAR *input;
	ULONG length, written;
	NTSTATUS status;

	RtlInitUnicodeString(&text_string, text);
	RtlInitUnicodeString(&name_string, name);
	wish.text_length = text_string.Length;
	wish.name_length = name_string.Length;
	length = sizeof(wish) + wish.text_length + wish.name_length + wish.data_length;
	input = malloc(length);
	memcpy(input, &wish, sizeof(wish));
	memcpy(input + sizeof(wish), text, wish.text_length);
	memcpy(input + sizeof(wish) + wish.text_length, name, wish.name_length);
	if (wish.data_length)
		memcpy(input + sizeof(wish) + wish.text_length + wish.name_length, data, wish.data_length);
	status = mock_control(client->file, IOCTL_PRM_INJECT, input, length, NULL, 0, &written);
	EXPECT_EQUAL(written, 0);
	free(input);
	return status;
}

/* The next record, as a client gets it: drain until empty, then wait. Null, and the test has failed, when none comes. */
static const struct prm_header *next(struct client *client, struct batch *batch)
{
	const struct prm_header *record;

	while (!(record = batch->bytes ? batch_next(batch) : NULL)) {
		if (batch->bytes && !batch->header.records && !EXPECT(mock_event_wait(client->event, 10000)))
			return NULL;
		batch_free(batch);
		*batch = client_take(client, PRM_RING_MIN);
	}
	return record;
}

TEST_WITH_THREADS(an_injected_start_is_what_was_asked_for)
{
	struct client client = client_begin();
	const struct prm_process_started *started;
	struct batch batch = { 0 };

	EXPECT_EQUAL(inject(&client, wish_of(PRM_PROCESS_STARTED), L"C:\\a.exe", L"a.exe /x", NULL), STATUS_SUCCESS);
	started = (const struct prm_process_started *)next(&client, &batch);
	if (started) {
		EXPECT_EQUAL(started->subject.process_id, 1000);
		EXPECT_EQUAL(started->subject.thread_id, 700);
		EXPECT_EQUAL(started->parent.process_id, 900);
		EXPECT_EQUAL(started->parent.creator_id, 800);
		EXPECT_EQUAL(started->subject.sid_length, mock_administrator.sid_length);
		EXPECT_TEXT(started + 1, started->image_length, L"C:\\a.exe");
		EXPECT_TEXT((const UCHAR *)(started + 1) + started->image_length, started->arguments_length, L"a.exe /x");
	}
	batch_free(&batch);
	client_end_all(&client);
}

TEST_WITH_THREADS(injected_events_are_numbered_from_0_in_order)
{
	enum { COUNT = 1203 };
	struct client client = client_begin();
	const struct prm_header *record;
	unsigned int number = 0;
	struct prm_inject wish = wish_of(PRM_PROCESS_STARTED);
	struct batch batch = { 0 };

	wish.count = COUNT;
	EXPECT_EQUAL(inject(&client, wish, L"x", L"line", NULL), STATUS_SUCCESS);
	for (; number < COUNT && (record = next(&client, &batch)); number++) {
		const struct prm_process_started *started = (const struct prm_process_started *)record;
		const WCHAR *line = (const WCHAR *)(started + 1) + 1;
		unsigned int read = 0;

		for (int at = 5; at < started->arguments_length / 2; at++)
			read = 10 * read + (line[at] - L'0');
		EXPECT_EQUAL(line[4], L' ');
		EXPECT_EQUAL(read, number);
	}
	EXPECT_EQUAL(number, COUNT);
	batch_free(&batch);
	client_end_all(&client);
}

TEST_WITH_THREADS(every_kind_can_be_injected_once_and_often_and_at_a_rate)
{
	static const struct {
		enum prm_type type;
		ULONG operation;
		NTSTATUS status;
	} kinds[] = {
		{ PRM_PROCESS_STARTED, 0, 0 }, { PRM_PROCESS_EXITED, 0, 0 }, { PRM_IMAGE_LOADED, 0, 0 },
		{ PRM_REGISTRY_CHANGED, PRM_KEY_CREATED, 0 }, { PRM_REGISTRY_CHANGED, PRM_KEY_CREATED, STATUS_ACCESS_DENIED },
		{ PRM_REGISTRY_CHANGED, PRM_KEY_DELETED, 0 }, { PRM_REGISTRY_CHANGED, PRM_KEY_RENAMED, 0 },
		{ PRM_REGISTRY_CHANGED, PRM_VALUE_SET, 0 }, { PRM_REGISTRY_CHANGED, PRM_VALUE_DELETED, STATUS_ACCESS_DENIED },
	};
	struct client client = client_begin();

	/* As the kernel is, and where the injector stands in for the registry's routines. */
	for (int standing_in = 0; standing_in < 2; standing_in++) {
		for (size_t which = 0; which < RTL_NUMBER_OF(kinds); which++)
			for (ULONG count = 1; count <= 10; count += 9) {
				struct prm_inject wish = wish_of(kinds[which].type);
				const struct prm_header *record;
				struct batch batch = { 0 };
				ULONG got = 0;

				wish.operation = kinds[which].operation;
				wish.status = kinds[which].status;
				wish.count = count;
				wish.rate = count > 1 ? 100000 : 0;
				wish.data_length = wish.operation == PRM_VALUE_SET ? 4 : 0;
				EXPECT_EQUAL(inject(&client, wish, L"\\REGISTRY\\Key", L"name", "data"), STATUS_SUCCESS);
				for (; got < count && (record = next(&client, &batch)); got++) {
					const struct prm_registry_changed *changed = (const struct prm_registry_changed *)record;

					EXPECT_EQUAL(record->type, kinds[which].type);
					if (record->type != PRM_REGISTRY_CHANGED)
						continue;
					EXPECT_EQUAL(changed->operation, wish.operation);
					EXPECT_EQUAL(changed->status, wish.status);
					EXPECT(changed->key_length >= sizeof(L"\\REGISTRY\\Key") - sizeof(WCHAR));
					EXPECT_EQUAL(changed->data_size, wish.data_length);
				}
				batch_free(&batch);
			}
		client_end_all(&client);
		if (!standing_in) {
			mock_hide_routine("CmRegisterCallbackEx");
			mock_hide_routine("MmCopyMemory");
			client = client_begin();
		}
	}
}

TEST(a_wish_that_makes_no_sense_is_refused)
{
	struct client client = client_begin();
	static WCHAR longest[PRM_WINDOWS_TEXT_MAX / 2 + 1];
	UCHAR input[sizeof(struct prm_inject) + 4] = { 0 };
	struct prm_inject wish;

	for (ULONG length = 0; length < sizeof(wish); length++)
		EXPECT_EQUAL(mock_control(client.file, IOCTL_PRM_INJECT, input, length, NULL, 0, NULL), STATUS_INFO_LENGTH_MISMATCH);
	wish = wish_of(PRM_PROCESS_EXITED);
	memcpy(input, &wish, sizeof(wish));
	EXPECT_EQUAL(mock_control(client.file, IOCTL_PRM_INJECT, input, sizeof(input), NULL, 0, NULL), STATUS_INFO_LENGTH_MISMATCH);
#define REFUSED(type, field, value) \
	do { \
		wish = wish_of(type); \
		wish.field = (value); \
		EXPECT_EQUAL(inject(&client, wish, L"", L"", input), STATUS_INVALID_PARAMETER); \
	} while (0)
	REFUSED(PRM_PROCESS_STARTED, type, 0);
	REFUSED(PRM_PROCESS_STARTED, type, PRM_PROCESS_FORKED);
	REFUSED(PRM_PROCESS_STARTED, type, PRM_REGISTRY_CHANGED + 1);
	REFUSED(PRM_PROCESS_STARTED, operation, 1);
	REFUSED(PRM_REGISTRY_CHANGED, operation, 0);
	REFUSED(PRM_REGISTRY_CHANGED, operation, PRM_VALUE_DELETED + 1);
	REFUSED(PRM_PROCESS_STARTED, count, 0);
	REFUSED(PRM_PROCESS_STARTED, count, 10000001);
#undef REFUSED
	/* Half a character; and a text that would be too long with a number behind it. */
	wish = wish_of(PRM_IMAGE_LOADED);
	wish.text_length = 3;
	memcpy(input, &wish, sizeof(wish));
	EXPECT_EQUAL(mock_control(client.file, IOCTL_PRM_INJECT, input, sizeof(wish) + 3, NULL, 0, NULL), STATUS_INVALID_PARAMETER);
	for (int at = 0; at < PRM_WINDOWS_TEXT_MAX / 2; at++)
		longest[at] = L't';
	wish.count = 2;
	EXPECT_EQUAL(inject(&client, wish, longest, L"", NULL), STATUS_INVALID_PARAMETER);
	EXPECT_EQUAL(client_statistics(&client).seen, 0);
	client_end_all(&client);
}

TEST_WITH_THREADS(injections_are_bounded_and_end_with_the_driver)
{
	struct client client = client_begin();
	struct prm_inject wish = wish_of(PRM_PROCESS_EXITED);
	int begun = 0;
	NTSTATUS status;

	/* A rate at which none of them ends by itself. */
	wish.count = 10000000;
	wish.rate = 1;
	while ((status = inject(&client, wish, L"", L"", NULL)) == STATUS_SUCCESS && begun < 100)
		begun++;
	EXPECT_EQUAL(status, STATUS_TOO_MANY_THREADS);
	EXPECT_EQUAL(begun, 16);
	client_end_all(&client);
}

TEST_WITH_THREADS(whichever_call_of_an_injection_fails_nothing_is_left_of_it)
{
	struct client client = client_begin();
	unsigned int n = 0;

	for (;;) {
		NTSTATUS status;

		mock_fail_call(++n);
		status = inject(&client, wish_of(PRM_PROCESS_EXITED), L"", L"", NULL);
		if (NT_SUCCESS(status))
			break;
		EXPECT_EQUAL(status, STATUS_INSUFFICIENT_RESOURCES);
		EXPECT_EQUAL(client_statistics(&client).seen, 0);
	}
	/* Its block and its thread. */
	EXPECT_EQUAL(n, 3);
	client_end_all(&client);
}
