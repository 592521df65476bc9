// SPDX-License-Identifier: Apache-2.0
/* Processes: every field of what is told about a start and an exit. */
#include "client.h"

#define CREATION(image, command_line) \
	{ \
		.Size = sizeof(PS_CREATE_NOTIFY_INFO), .FileOpenNameAvailable = 1, .ParentProcessId = ULongToHandle(900), \
		.CreatingThreadId = { ULongToHandle(900), ULongToHandle(77) }, .ImageFileName = (image), .CommandLine = (command_line), \
	}

static bool same_sid(const void *sid, size_t length, const struct mock_user *user)
{
	return length == user->sid_length && !memcmp(sid, user->sid, length);
}

TEST(a_start_tells_who_what_by_whom_and_with_which_command_line)
{
	struct client client = client_begin();
	PEPROCESS parent = mock_process_new(900, 4, 0, &mock_system);
	PEPROCESS process = mock_process_new(5000, 900, 3, &mock_plain_user);
	UNICODE_STRING image = mock_paged_string(L"\\??\\C:\\Windows\\notepad.exe");
	UNICODE_STRING line = mock_paged_string(L"notepad \"a b\" \xD800");
	PS_CREATE_NOTIFY_INFO information = CREATION(&image, &line);
	const struct prm_process_started *started;
	const UCHAR *variable;
	struct batch batch;

	EXPECT_EQUAL(mock_process_created(process, &information), 1);
	started = client_take_one(&client, PRM_PROCESS_STARTED, &batch);
	if (started) {
		variable = (const UCHAR *)(started + 1);
		EXPECT_EQUAL(started->header.size, sizeof(*started) + image.Length + line.Length + mock_plain_user.sid_length);
		EXPECT_EQUAL(started->header.flags, 0);
		EXPECT_EQUAL(started->header.lost, 0);
		EXPECT(started->header.time > 0);
		EXPECT_EQUAL(started->subject.start_time, process->create_time);
		EXPECT_EQUAL(started->subject.process_id, 5000);
		EXPECT_EQUAL(started->subject.thread_id, 77);
		EXPECT_EQUAL(started->subject.user_id, PRM_UNKNOWN);
		EXPECT_EQUAL(started->subject.group_id, PRM_UNKNOWN);
		EXPECT_EQUAL(started->subject.session_id, 3);
		EXPECT_EQUAL(started->subject.reserved, 0);
		EXPECT_EQUAL(started->parent.process_id, 900);
		EXPECT_EQUAL(started->parent.start_time, parent->create_time);
		EXPECT_EQUAL(started->parent.creator_id, 0);
		EXPECT_EQUAL(started->reserved, 0);
		EXPECT_TEXT(variable, started->image_length, L"\\??\\C:\\Windows\\notepad.exe");
		EXPECT_TEXT(variable + started->image_length, started->arguments_length, L"notepad \"a b\" \xD800");
		EXPECT(same_sid(variable + image.Length + line.Length, started->subject.sid_length, &mock_plain_user));
	}
	batch_free(&batch);
	mock_process_end(process);
	mock_process_end(parent);
	client_end_all(&client);
}

TEST(a_creator_that_is_not_the_parent_is_named)
{
	struct client client = client_begin();
	PEPROCESS process = mock_process_new(5000, 900, 1, &mock_plain_user);
	UNICODE_STRING image = mock_paged_string(L"x");
	PS_CREATE_NOTIFY_INFO information = CREATION(&image, &image);
	const struct prm_process_started *started;
	struct batch batch;

	information.CreatingThreadId.UniqueProcess = ULongToHandle(1000);
	mock_process_created(process, &information);
	started = client_take_one(&client, PRM_PROCESS_STARTED, &batch);
	if (started) {
		EXPECT_EQUAL(started->parent.process_id, 900);
		/* The parent is gone: its start time is not known. */
		EXPECT_EQUAL(started->parent.start_time, 0);
		EXPECT_EQUAL(started->parent.creator_id, 1000);
	}
	batch_free(&batch);
	mock_process_end(process);
	client_end_all(&client);
}

TEST(a_parent_younger_than_its_child_is_another_process_with_its_number)
{
	struct client client = client_begin();
	PEPROCESS process = mock_process_new(5000, 900, 1, &mock_plain_user), stranger = mock_process_new(900, 4, 1, &mock_plain_user);
	UNICODE_STRING image = mock_paged_string(L"x");
	PS_CREATE_NOTIFY_INFO information = CREATION(&image, &image);
	const struct prm_process_started *started;
	struct batch batch;

	stranger->create_time = process->create_time + 1;
	mock_process_created(process, &information);
	started = client_take_one(&client, PRM_PROCESS_STARTED, &batch);
	if (started)
		EXPECT_EQUAL(started->parent.start_time, 0);
	batch_free(&batch);
	mock_process_end(stranger);
	mock_process_end(process);
	client_end_all(&client);
}

TEST(what_the_kernel_does_not_vouch_for_is_flagged)
{
	struct client client = client_begin();
	PEPROCESS process = mock_process_new(5000, 900, 1, &mock_plain_user);
	UNICODE_STRING image = mock_paged_string(L"part.exe"), empty = { 0, 0, NULL };
	PS_CREATE_NOTIFY_INFO information = CREATION(&image, NULL);
	const struct prm_process_started *started;
	struct batch batch;

	information.FileOpenNameAvailable = 0;
	mock_process_created(process, &information);
	started = client_take_one(&client, PRM_PROCESS_STARTED, &batch);
	if (started) {
		EXPECT_EQUAL(started->header.flags, PRM_FLAG_IMAGE_TRUNCATED | PRM_FLAG_ARGUMENTS_UNREADABLE);
		EXPECT_TEXT(started + 1, started->image_length, L"part.exe");
		EXPECT_EQUAL(started->arguments_length, 0);
	}
	batch_free(&batch);

	/* Empty is not unreadable; a string of half a character ends before it. */
	image.Length = 7;
	information = (PS_CREATE_NOTIFY_INFO)CREATION(&image, &empty);
	mock_process_created(process, &information);
	started = client_take_one(&client, PRM_PROCESS_STARTED, &batch);
	if (started) {
		EXPECT_EQUAL(started->header.flags, 0);
		EXPECT_EQUAL(started->arguments_length, 0);
		EXPECT_TEXT(started + 1, started->image_length, L"par");
	}
	batch_free(&batch);

	information = (PS_CREATE_NOTIFY_INFO)CREATION(NULL, &empty);
	mock_process_created(process, &information);
	started = client_take_one(&client, PRM_PROCESS_STARTED, &batch);
	if (started)
		EXPECT_EQUAL(started->image_length, 0);
	batch_free(&batch);
	mock_process_end(process);
	client_end_all(&client);
}

TEST(the_longest_texts_that_can_be_come_whole)
{
	static WCHAR longest[PRM_WINDOWS_TEXT_MAX / 2];
	struct client client = client_begin();
	PEPROCESS process = mock_process_new(5000, 900, 1, &mock_plain_user);
	UNICODE_STRING image, line;
	PS_CREATE_NOTIFY_INFO information;
	const struct prm_process_started *started;
	struct batch batch;

	for (size_t at = 0; at < RTL_NUMBER_OF(longest); at++)
		longest[at] = (WCHAR)(at * 7 + 1);
	image = mock_paged_text(longest, sizeof(longest));
	line = mock_paged_text(longest, sizeof(longest));
	information = (PS_CREATE_NOTIFY_INFO)CREATION(&image, &line);
	mock_process_created(process, &information);
	started = client_take_one(&client, PRM_PROCESS_STARTED, &batch);
	if (started) {
		EXPECT_EQUAL(started->image_length, sizeof(longest));
		EXPECT_EQUAL(started->arguments_length, sizeof(longest));
		EXPECT(!memcmp(started + 1, longest, sizeof(longest)));
		EXPECT(!memcmp((const UCHAR *)(started + 1) + sizeof(longest), longest, sizeof(longest)));
	}
	batch_free(&batch);
	mock_process_end(process);
	client_end_all(&client);
}

TEST(an_exit_tells_its_status_and_whose_child_it_was)
{
	static const NTSTATUS statuses[] = { 0, 42, (NTSTATUS)0xC0000005, (NTSTATUS)0x80000003, -1 };
	struct client client = client_begin();
	PEPROCESS parent = mock_process_new(900, 4, 0, &mock_system);
	PEPROCESS process = mock_process_new(5000, 900, 2, &mock_administrator);

	for (size_t which = 0; which < RTL_NUMBER_OF(statuses); which++) {
		const struct prm_process_exited *exited;
		struct batch batch;

		process->exit_status = statuses[which];
		EXPECT_EQUAL(mock_process_exited(process), 1);
		exited = client_take_one(&client, PRM_PROCESS_EXITED, &batch);
		if (exited) {
			EXPECT_EQUAL(exited->header.size, sizeof(*exited) + mock_administrator.sid_length);
			EXPECT_EQUAL(exited->status, (ULONG)statuses[which]);
			EXPECT_EQUAL(exited->reserved, 0);
			EXPECT_EQUAL(exited->subject.process_id, 5000);
			EXPECT_EQUAL(exited->subject.start_time, process->create_time);
			EXPECT_EQUAL(exited->subject.session_id, 2);
			EXPECT_EQUAL(exited->subject.thread_id, mock_thread_id());
			EXPECT_EQUAL(exited->parent.process_id, 900);
			EXPECT_EQUAL(exited->parent.start_time, parent->create_time);
			EXPECT_EQUAL(exited->parent.creator_id, 0);
			EXPECT(same_sid(exited + 1, exited->subject.sid_length, &mock_administrator));
		}
		batch_free(&batch);
	}
	mock_process_end(process);
	mock_process_end(parent);
	client_end_all(&client);
}

/* Whatever a process will not say is said to be unknown, and the rest is told. */
TEST(what_cannot_be_had_of_a_process_is_unknown_and_not_guessed)
{
	static const NTSTATUS refused = STATUS_ACCESS_DENIED;
	struct mock_process *process = mock_process_new(5000, 900, 1, &mock_plain_user);
	struct client client = client_begin();
	UNICODE_STRING image = mock_paged_string(L"x");
	NTSTATUS *queries[] = { &process->open_status, &process->times_status, &process->session_status,
				&process->token_status, &process->user_status };

	for (size_t which = 0; which < RTL_NUMBER_OF(queries); which++) {
		PS_CREATE_NOTIFY_INFO information = CREATION(&image, &image);
		bool all = queries[which] == &process->open_status;
		const struct prm_process_started *started;
		struct batch batch;

		*queries[which] = refused;
		mock_process_created(process, &information);
		*queries[which] = STATUS_SUCCESS;
		started = client_take_one(&client, PRM_PROCESS_STARTED, &batch);
		if (started) {
			bool no_user = queries[which] == &process->token_status || queries[which] == &process->user_status;

			EXPECT_EQUAL(started->subject.start_time,
				     all || queries[which] == &process->times_status ? 0 : process->create_time);
			EXPECT_EQUAL(started->subject.session_id, all || queries[which] == &process->session_status ? PRM_UNKNOWN : 1);
			EXPECT_EQUAL(started->subject.sid_length, all || no_user ? 0 : mock_plain_user.sid_length);
			EXPECT_EQUAL(started->header.size, sizeof(*started) + 4 + started->subject.sid_length);
		}
		batch_free(&batch);
	}
	mock_process_end(process);
	client_end_all(&client);
}

TEST(an_exit_whose_status_cannot_be_had_says_so)
{
	struct mock_process *process = mock_process_new(5000, 900, 1, &mock_plain_user);
	NTSTATUS *queries[] = { &process->basic_status, &process->open_status };
	struct client client = client_begin();

	for (size_t which = 0; which < RTL_NUMBER_OF(queries); which++) {
		const struct prm_process_exited *exited;
		struct batch batch;

		*queries[which] = STATUS_ACCESS_DENIED;
		mock_process_exited_in(process, PsInitialSystemProcess);
		*queries[which] = STATUS_SUCCESS;
		exited = client_take_one(&client, PRM_PROCESS_EXITED, &batch);
		if (exited) {
			EXPECT_EQUAL(exited->header.flags, PRM_FLAG_STATUS_UNKNOWN);
			EXPECT_EQUAL(exited->status, 0);
			EXPECT_EQUAL(exited->parent.process_id, 0);
			EXPECT_EQUAL(exited->parent.start_time, 0);
		}
		batch_free(&batch);
	}
	mock_process_end(process);
	client_end_all(&client);
}

TEST(a_sid_of_the_greatest_length_fits_and_a_longer_one_is_unknown)
{
	static struct mock_user longest = { { 1, 15, 0, 0, 0, 0, 0, 5 }, SECURITY_MAX_SID_SIZE, false };
	struct mock_process *process = mock_process_new(5000, 900, 1, &longest);
	struct client client = client_begin();
	const struct prm_process_exited *exited;
	struct batch batch;

	for (int at = 8; at < SECURITY_MAX_SID_SIZE; at++)
		longest.sid[at] = (UCHAR)at;
	mock_process_exited(process);
	exited = client_take_one(&client, PRM_PROCESS_EXITED, &batch);
	if (exited)
		EXPECT(same_sid(exited + 1, exited->subject.sid_length, &longest));
	batch_free(&batch);
	/* A count that no SID has. */
	longest.sid[1] = 16;
	mock_process_exited(process);
	exited = client_take_one(&client, PRM_PROCESS_EXITED, &batch);
	if (exited) {
		EXPECT_EQUAL(exited->subject.sid_length, 0);
		EXPECT_EQUAL(exited->header.size, sizeof(*exited));
	}
	longest.sid[1] = 15;
	batch_free(&batch);
	mock_process_end(process);
	client_end_all(&client);
}
