// SPDX-License-Identifier: Apache-2.0
#include "load.h"

enum { KINDS = 4 };

/* The number travels in a text, in data, or in an exit status: 16 bits of watcher, 32 of the event. */
static void make_event(struct watcher *watcher, unsigned int number)
{
	WCHAR tag[3] = { (WCHAR)watcher->number, (WCHAR)number, (WCHAR)(number >> 16) };
	UNICODE_STRING text = mock_paged_text(tag, sizeof(tag));
	PS_CREATE_NOTIFY_INFO creation = { .FileOpenNameAvailable = 1, .ImageFileName = &text };
	IMAGE_INFO image = { .ImageSize = 1 };
	PEPROCESS before;

	switch (number % KINDS) {
	case 0:
		mock_process_created(watcher->process, &creation);
		break;
	case 1:
		watcher->process->exit_status = (NTSTATUS)(watcher->number << 24 | number);
		mock_process_exited(watcher->process);
		break;
	case 2:
		mock_image_loaded(&text, watcher->process->id, &image);
		break;
	default:
		before = mock_become(watcher->process);
		mock_value_set(number % 8 == 3 ? watcher->key : watcher->shared, L"v", 3, tag, sizeof(tag), STATUS_SUCCESS);
		mock_become(before);
		break;
	}
}

bool load_tag_of(const struct prm_header *record, unsigned int *watcher, unsigned int *number)
{
	const WCHAR *tag;

	switch (record->type) {
	case PRM_PROCESS_STARTED:
		tag = (const WCHAR *)((const struct prm_process_started *)record + 1);
		break;
	case PRM_IMAGE_LOADED:
		tag = (const WCHAR *)((const struct prm_image_loaded *)record + 1);
		break;
	case PRM_REGISTRY_CHANGED: {
		const struct prm_registry_changed *changed = (const struct prm_registry_changed *)record;

		tag = (const WCHAR *)((const UCHAR *)(changed + 1) + changed->key_length + changed->name_length);
		if (!EXPECT_EQUAL(changed->data_length, 6) || !EXPECT_EQUAL(changed->name_length, 2))
			return false;
		break;
	}
	default: {
		ULONG status = ((const struct prm_process_exited *)record)->status;

		*watcher = status >> 24;
		*number = status & 0xFFFFFF;
		return EXPECT(*watcher < WATCHERS);
	}
	}
	*watcher = tag[0];
	*number = tag[1] | (unsigned int)tag[2] << 16;
	return EXPECT(*watcher < WATCHERS);
}

static void watch(void *argument)
{
	struct watcher *watcher = argument;

	while (watcher->count ? watcher->made < watcher->count : !__atomic_load_n(watcher->over, __ATOMIC_ACQUIRE))
		make_event(watcher, watcher->made++);
}

void load_begin(struct load *load, unsigned int count)
{
	*load = (struct load){ .shared = mock_key_new(L"\\REGISTRY\\MACHINE\\Shared") };
	for (unsigned int number = 0; number < WATCHERS; number++) {
		struct watcher *watcher = &load->watchers[number];

		*watcher = (struct watcher){
			.number = number, .count = count, .over = &load->over, .shared = load->shared,
			.process = mock_process_new(5000 + number, 1000, 1, &mock_plain_user),
			.key = mock_key_new(L"\\REGISTRY\\MACHINE\\Own"),
		};
		watcher->thread = mock_thread_start(watch, watcher);
	}
}

void load_end(struct load *load)
{
	__atomic_store_n(&load->over, true, __ATOMIC_RELEASE);
	for (unsigned int number = 0; number < WATCHERS; number++) {
		mock_thread_join(load->watchers[number].thread);
		mock_key_close(load->watchers[number].key);
		mock_process_end(load->watchers[number].process);
	}
	mock_key_close(load->shared);
}
