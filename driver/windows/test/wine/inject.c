// SPDX-License-Identifier: Apache-2.0
#include "inject.h"

#include <string.h>
#include <wchar.h>

NTSTATUS inject(HANDLE device, struct prm_inject what, const WCHAR *text, const WCHAR *name, const void *data, ULONG data_size)
{
	static uint8_t input[sizeof(what) + 2 * PRM_WINDOWS_TEXT_MAX + 65536 + 1];
	uint8_t *at = input + sizeof(what);

	what.text_length = (__u16)(wcslen(text) * sizeof(*text));
	what.name_length = (__u16)(wcslen(name) * sizeof(*name));
	what.data_length = data_size;
	memcpy(input, &what, sizeof(what));
	memcpy(at, text, what.text_length);
	at += what.text_length;
	memcpy(at, name, what.name_length);
	at += what.name_length;
	if (data_size)
		memcpy(at, data, data_size);
	at += data_size;
	return control(device, IOCTL_PRM_INJECT, input, (ULONG)(at - input), NULL, 0, NULL);
}

/* What follows the last space, in decimal; -1 where that is none. */
static int64_t number_at_end(const WCHAR *text, ULONG length)
{
	int64_t number = 0, place = 1;

	for (ULONG i = length; i-- > 0; place *= 10) {
		if (text[i] == L' ')
			return place == 1 ? -1 : number;
		if (text[i] < L'0' || text[i] > L'9' || place > INT64_MAX / 100)
			return -1;
		number += (text[i] - L'0') * place;
	}
	return -1;
}

int64_t injected_number(const struct prm_header *header)
{
	const struct prm_process_started *started = (const void *)header;
	const struct prm_image_loaded *image = (const void *)header;

	switch (header->type) {
	case PRM_PROCESS_STARTED:
		return number_at_end((const WCHAR *)((const char *)(started + 1) + started->image_length), started->arguments_length / 2u);
	case PRM_IMAGE_LOADED:
		return number_at_end((const WCHAR *)(image + 1), image->path_length / 2u);
	default:
		return -1;
	}
}
