// SPDX-License-Identifier: Apache-2.0
/* The functions that give memory to their caller, or pointers into it, and so have to be made on this side. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"

EXPORTED void *LocalFree(void *memory);
EXPORTED uint32_t FormatMessageW(uint32_t flags, const void *source, uint32_t message, uint32_t language, void *buffer,
				 uint32_t size, void *arguments);
EXPORTED uint32_t QueryServiceConfigW(uint64_t service, void *buffer, uint32_t size, uint32_t *needed);
EXPORTED uint32_t GetTokenInformation(uint64_t token, uint32_t class, void *buffer, uint32_t size, uint32_t *needed);

void *LocalFree(void *memory)
{
	free(memory);
	errno = 0;
	return NULL;
}

uint32_t FormatMessageW(uint32_t flags, const void *source, uint32_t message, uint32_t language, void *buffer, uint32_t size,
			void *arguments)
{
	static const uint32_t ALLOCATE_BUFFER = 0x100, TEXT_MAX = 32767;
	wchar_t *text = buffer;
	uint32_t length;

	if (flags & ALLOCATE_BUFFER) {
		size = TEXT_MAX;
		text = malloc((size + 1) * sizeof(*text));
		if (!text) {
			errno = ERROR_NOT_ENOUGH_MEMORY;
			return 0;
		}
	}
	length = (uint32_t)call(INDEX_FormatMessageW, (uint64_t[ARGUMENTS_MAX]) { flags & ~ALLOCATE_BUFFER, (uint64_t)source, message,
			language, (uint64_t)text, size, (uint64_t)arguments });
	if (flags & ALLOCATE_BUFFER) {
		if (length)
			*(wchar_t **)buffer = text;
		else
			free(text);
	}
	return length;
}

/* QUERY_SERVICE_CONFIGW: three numbers, then, at multiples of 8, pointers to text that follows. */
struct service_config {
	uint32_t type, start_type, error_control;
	uint64_t path, group;
	uint32_t tag;
	uint64_t dependencies, start_name, display_name;
};

_Static_assert(sizeof(struct service_config) == 64, "QUERY_SERVICE_CONFIGW");

/* As much as the function ever gives, by its documentation; what it gives is laid out again with wider text. */
#define SERVICE_CONFIG_MAX 8192u

static void linux_path_from(wchar_t *path)
{
	if (wcsncmp(path, L"Z:\\", 3) && wcsncmp(path, L"z:\\", 3))
		return;
	wmemmove(path, path + 2, wcslen(path + 2) + 1);
	for (; *path; path++)
		if (*path == L'\\')
			*path = L'/';
}

uint32_t QueryServiceConfigW(uint64_t service, void *buffer, uint32_t size, uint32_t *needed)
{
	char raw[SERVICE_CONFIG_MAX] __attribute__((aligned(8)));
	wchar_t texts[SERVICE_CONFIG_MAX];
	struct service_config *config = (struct service_config *)raw;
	uint64_t *pointers[] = { &config->path, &config->group, &config->dependencies, &config->start_name, &config->display_name };
	uint64_t base, used = 0;
	struct connection *connection;

	connection = forward(INDEX_QueryServiceConfigW,
			     (uint64_t[ARGUMENTS_MAX]) { service, (uint64_t)raw, sizeof(raw), (uint64_t)needed });
	if (!connection || !(uint32_t)connection->reply.result)
		return 0;
	base = connection->reply.addresses[1];
	for (unsigned int i = 0; i < sizeof(pointers) / sizeof(*pointers); i++) {
		uint64_t offset = *pointers[i] - base;

		if (!*pointers[i] || offset >= sizeof(raw))
			continue;
		*pointers[i] = (uint64_t)buffer + sizeof(*config) + used * sizeof(*texts);
		utf32_from(texts + used, raw + offset, sizeof(raw) - offset);
		if (i == 0)
			linux_path_from(texts + used);
		used += wcslen(texts + used) + 1;
	}
	*needed = (uint32_t)(sizeof(*config) + used * sizeof(*texts));
	if (*needed > size) {
		errno = ERROR_INSUFFICIENT_BUFFER;
		return 0;
	}
	memcpy(buffer, config, sizeof(*config));
	memcpy((char *)buffer + sizeof(*config), texts, used * sizeof(*texts));
	return 1;
}

uint32_t GetTokenInformation(uint64_t token, uint32_t class, void *buffer, uint32_t size, uint32_t *needed)
{
	static const uint32_t TOKEN_USER = 1, TOKEN_OWNER = 4, TOKEN_PRIMARY_GROUP = 5, TOKEN_INTEGRITY_LEVEL = 25;
	struct connection *connection = forward(INDEX_GetTokenInformation,
			(uint64_t[ARGUMENTS_MAX]) { token, class, (uint64_t)buffer, size, (uint64_t)needed });

	if (!connection)
		return 0;
	/* Those that begin with a pointer to a SID, which follows. */
	if ((uint32_t)connection->reply.result && (class == TOKEN_USER || class == TOKEN_OWNER || class == TOKEN_PRIMARY_GROUP ||
						   class == TOKEN_INTEGRITY_LEVEL))
		*(uint64_t *)buffer += (uint64_t)buffer - connection->reply.addresses[2];
	return (uint32_t)connection->reply.result;
}
