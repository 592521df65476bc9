// SPDX-License-Identifier: Apache-2.0
/*
 * An event that nobody injects: Wine's kernel loads another driver, and says so to PRMonitor.sys by the routine that Windows
 * calls.
 */
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "client.h"
#include "tests.h"

#define PATIENCE_MS 10000u

/* The event about the image whose path ends as the given one does: Wine's loader loads others with it. */
static const struct prm_image_loaded *image_find(struct batch *batch, const WCHAR *end, unsigned int *all)
{
	const struct prm_image_loaded *found = NULL;
	const struct prm_header *header;

	while ((header = batch_next(batch))) {
		const struct prm_image_loaded *image = (const void *)header;
		size_t length = wcslen(end) * sizeof(*end);

		++*all;
		if (header->type == PRM_IMAGE_LOADED && image->path_length >= length &&
		    !memcmp((const char *)(image + 1) + image->path_length - length, end, length))
			found = image;
	}
	return found;
}

void test_image(const WCHAR *other_driver)
{
	HANDLE opened = device(), event = event_new(), other;
	WCHAR path[MAX_PATH], *name;
	const struct prm_image_loaded *image;
	struct prm_statistics books;
	uint64_t where[2] = { 0 }, began, ended;
	struct batch batch;
	unsigned int all = 0;

	GetFullPathNameW(other_driver, MAX_PATH, path, &name);
	CHECK(!session_start(opened, event, EVERY_TYPE, PRM_RING_MIN), "image: a session");
	CHECK(WaitForSingleObject(event, 0) == WAIT_TIMEOUT, "image: nothing has happened yet");
	GetSystemTimeAsFileTime((FILETIME *)&began);
	CHECK(!driver_start(OTHER_SERVICE, other_driver), "image: another driver is loaded");
	CHECK(WaitForSingleObject(event, PATIENCE_MS) == WAIT_OBJECT_0, "image: the event is set");
	GetSystemTimeAsFileTime((FILETIME *)&ended);
	other = other_device();
	CHECK(other_device_where(other, where), "image: the other driver says where it is: 0x%llx, %llu bytes", where[0], where[1]);

	batch_take(&batch, opened);
	image = image_find(&batch, name, &all);
	CHECK(batch.sound && batch.head.records == all && !batch.head.waiting_records && !batch.head.lost && image,
	      "image: GETINFO gives %u records, and one is about it", all);
	if (image) {
		CHECK(image->base == where[0] && image->image_size == where[1], "image: base and size are what the driver itself says");
		CHECK(image->path_length >= wcslen(path) * 2 &&
		      !memcmp((const char *)(image + 1) + image->path_length - wcslen(path) * 2, path, wcslen(path) * 2),
		      "image: its whole path, %.*ls", image->path_length / 2, (const WCHAR *)(image + 1));
		CHECK((image->image_flags & PRM_IMAGE_KERNEL) && !image->subject.process_id && !(image->image_flags & PRM_IMAGE_PARTIAL),
		      "image: it is the kernel's");
		/* The clock's tick may lie a little before. */
		CHECK(image->header.time + 200000 >= began && image->header.time <= ended + 200000, "image: the time is now");
		CHECK(!image->header.lost && !image->header.flags &&
		      image->header.size == sizeof(*image) + image->path_length + image->subject.sid_length, "image: nothing else is in it");
	}
	books = statistics(opened);
	CHECK(books.seen == all && books.delivered == all && !books.lost && !books.waiting_records && !books.waiting_bytes,
	      "image: the books close: %llu seen, %llu delivered", books.seen, books.delivered);
	batch_take(&batch, opened);
	CHECK(!batch.status && !batch.head.records && !batch_next(&batch) && batch.sound, "image: then there is nothing more");
	CHECK(!session_stop(opened), "image: stopped");
	CloseHandle(other);
	driver_remove(OTHER_SERVICE);
	CloseHandle(opened);
	CloseHandle(event);
}
