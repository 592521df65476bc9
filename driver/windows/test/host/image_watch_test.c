// SPDX-License-Identifier: Apache-2.0
/* Images: every field, drivers, and images without a name. */
#include "client.h"

TEST(an_image_tells_where_it_is_and_how_it_is_signed)
{
	struct client client = client_begin();
	UNICODE_STRING path = mock_paged_string(L"\\Device\\HarddiskVolume3\\Windows\\System32\\ntdll.dll");
	IMAGE_INFO information = {
		.ImageBase = (PVOID)0x7FFB00000000ull, .ImageSize = 0x1F0000, .ImageSignatureLevel = 12, .ImageSignatureType = 3,
		.ImageAddressingMode = IMAGE_ADDRESSING_MODE_32BIT,
	};
	const struct prm_image_loaded *loaded;
	struct batch batch;

	EXPECT_EQUAL(mock_image_loaded(&path, 1000, &information), 1);
	loaded = client_take_one(&client, PRM_IMAGE_LOADED, &batch);
	if (loaded) {
		EXPECT_EQUAL(loaded->header.size, sizeof(*loaded) + path.Length + mock_administrator.sid_length);
		EXPECT_EQUAL(loaded->header.flags, 0);
		EXPECT_EQUAL(loaded->subject.process_id, 1000);
		EXPECT_EQUAL(loaded->subject.thread_id, mock_thread_id());
		EXPECT_EQUAL(loaded->subject.session_id, 1);
		EXPECT(loaded->subject.start_time > 0);
		EXPECT_EQUAL(loaded->base, 0x7FFB00000000ll);
		EXPECT_EQUAL(loaded->image_size, 0x1F0000);
		EXPECT_EQUAL(loaded->image_flags, 0);
		EXPECT_EQUAL(loaded->signature_level, 12);
		EXPECT_EQUAL(loaded->signature_type, 3);
		EXPECT_TEXT(loaded + 1, loaded->path_length, L"\\Device\\HarddiskVolume3\\Windows\\System32\\ntdll.dll");
		EXPECT(!memcmp((const UCHAR *)(loaded + 1) + loaded->path_length, mock_administrator.sid, loaded->subject.sid_length));
	}
	batch_free(&batch);
	client_end_all(&client);
}

TEST(a_driver_is_an_image_of_no_process)
{
	struct client client = client_begin();
	UNICODE_STRING path = mock_paged_string(L"\\SystemRoot\\System32\\drivers\\null.sys");
	IMAGE_INFO information = { .SystemModeImage = 1, .ImagePartialMap = 1, .ImageBase = (PVOID)0xFFFFF80000000000ull };
	const struct prm_image_loaded *loaded;
	struct batch batch;

	mock_image_loaded(&path, 0, &information);
	loaded = client_take_one(&client, PRM_IMAGE_LOADED, &batch);
	if (loaded) {
		EXPECT_EQUAL(loaded->image_flags, PRM_IMAGE_KERNEL | PRM_IMAGE_PARTIAL);
		EXPECT_EQUAL(loaded->base, (long long)0xFFFFF80000000000ull);
		EXPECT_EQUAL(loaded->subject.process_id, 0);
		EXPECT_EQUAL(loaded->subject.start_time, 0);
		EXPECT_EQUAL(loaded->subject.session_id, PRM_UNKNOWN);
		EXPECT_EQUAL(loaded->subject.sid_length, 0);
	}
	batch_free(&batch);
	client_end_all(&client);
}

TEST(an_image_without_a_name_or_of_a_process_that_is_gone_is_told_all_the_same)
{
	struct client client = client_begin();
	IMAGE_INFO information = { .ImageSize = 4096 };
	const struct prm_image_loaded *loaded;
	struct batch batch;

	mock_image_loaded(NULL, 7777, &information);
	loaded = client_take_one(&client, PRM_IMAGE_LOADED, &batch);
	if (loaded) {
		EXPECT_EQUAL(loaded->path_length, 0);
		EXPECT_EQUAL(loaded->subject.process_id, 7777);
		EXPECT_EQUAL(loaded->subject.start_time, 0);
		EXPECT_EQUAL(loaded->header.size, sizeof(*loaded));
	}
	batch_free(&batch);
	client_end_all(&client);
}
