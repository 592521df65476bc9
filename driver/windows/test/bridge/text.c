// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "library.h"

uint64_t utf16_from(uint16_t *to, const wchar_t *from, bool path)
{
	uint64_t units = 0;
	bool linux_path = path && *from == L'/';

#define PUT(unit) (to ? (void)(to[units] = (uint16_t)(unit)) : (void)0, units++)
	if (linux_path) {
		PUT('Z');
		PUT(':');
	}
	for (;; from++) {
		uint32_t character = linux_path && *from == L'/' ? '\\' : (uint32_t)*from;

		if (character > 0xFFFF) {
			PUT(0xD800 + ((character - 0x10000) >> 10));
			PUT(0xDC00 + ((character - 0x10000) & 0x3FF));
		} else {
			PUT(character);
		}
		if (!character)
			return units * 2;
	}
#undef PUT
}

uint64_t utf32_from(wchar_t *to, const void *from, uint64_t size)
{
	uint64_t characters = 0;

	for (uint64_t at = 0; at + 2 <= size; at += 2) {
		uint16_t unit, next = 0;
		uint32_t character;

		memcpy(&unit, (const char *)from + at, 2);
		if (!unit)
			break;
		character = unit;
		if (at + 4 <= size)
			memcpy(&next, (const char *)from + at + 2, 2);
		if (unit >= 0xD800 && unit < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
			character = 0x10000 + ((uint32_t)(unit - 0xD800) << 10) + (next - 0xDC00);
			at += 2;
		}
		if (to)
			to[characters] = (wchar_t)character;
		characters++;
	}
	if (to)
		to[characters] = 0;
	return characters + 1;
}
