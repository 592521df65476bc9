// SPDX-License-Identifier: Apache-2.0
/*
 * kernel32, advapi32 and ntdll for a JVM on Linux: every function of functions.h under its own name and with its own
 * arguments, as JNA calls them here (wchar_t has 4 bytes, the last error is errno), carried to prmonitor-bridge.exe in Wine.
 * A thread here is a thread there, so what belongs to a thread (a mutex) does so too; and when this process ends, the helper
 * ends, so what belongs to a process (handles) goes with it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"

static bool request_put(struct connection *connection, struct request *request, unsigned int place, const struct argument *argument,
			const uint64_t *numbers)
{
	const void *pointer = (const void *)numbers[place];
	uint64_t size = 0;

	switch (argument->kind) {
	case NO_ARGUMENT:
		return true;
	case NUMBER_32:
		request->arguments[place] = (uint32_t)numbers[place];
		return true;
	case NUMBER_64:
		request->arguments[place] = numbers[place];
		return true;
	case UNSUPPORTED:
		request->arguments[place] = NULL_POINTER;
		return !pointer;
	}
	if (!pointer) {
		request->arguments[place] = NULL_POINTER;
		return true;
	}
	if (argument->kind == TEXT_IN || argument->kind == PATH_IN)
		size = utf16_from(NULL, pointer, argument->kind == PATH_IN);
	else if (argument->kind == SECURITY_ID_IN)
		size = 8 + 4 * ((const uint8_t *)pointer)[1];
	else if (argument->kind == DATA_IN || argument->kind == DATA_BOTH_WAYS)
		size = capacity(argument, numbers);
	request->arguments[place] = size;
	if (!connection_reserve(connection, request->size + padded(size)))
		return false;
	if (argument->kind == TEXT_IN || argument->kind == PATH_IN)
		utf16_from((uint16_t *)(connection->bytes + request->size), pointer, argument->kind == PATH_IN);
	else if (size)
		memcpy(connection->bytes + request->size, pointer, size);
	request->size += (uint32_t)padded(size);
	return true;
}

static bool reply_take(const struct argument *argument, const void *bytes, uint64_t size, void *pointer)
{
	if (argument->kind == TEXT_OUT) {
		utf32_from(pointer, bytes, size);
	} else if (argument->kind == TEXT_ALLOCATED) {
		wchar_t *text = malloc(utf32_from(NULL, bytes, size) * sizeof(*text));

		if (!text)
			return false;
		utf32_from(text, bytes, size);
		*(wchar_t **)pointer = text;
	} else {
		memcpy(pointer, bytes, size);
	}
	return true;
}

struct connection *forward(unsigned int index, const uint64_t *numbers)
{
	const struct function *function = &functions[index];
	struct connection *connection = connection_get();
	struct request request = { .function = index };
	uint64_t offset = 0;

	errno = RPC_S_SERVER_UNAVAILABLE;
	if (!connection || connection->socket < 0)
		return NULL;
	for (unsigned int place = 0; place < ARGUMENTS_MAX; place++)
		if (!request_put(connection, &request, place, &function->arguments[place], numbers)) {
			errno = ERROR_NOT_SUPPORTED;
			return NULL;
		}
	if (!connection_send(connection, &request, sizeof(request)) ||
	    !connection_send(connection, connection->bytes, request.size) ||
	    !connection_receive(connection, &connection->reply, sizeof(connection->reply)) ||
	    !connection_reserve(connection, connection->reply.size) ||
	    !connection_receive(connection, connection->bytes, connection->reply.size)) {
		fprintf(stderr, "bridge: the helper at port %ld is gone (%s)\n", connection->port, function->name);
		connection_close(connection);
		errno = RPC_S_SERVER_UNAVAILABLE;
		return NULL;
	}
	for (unsigned int place = 0; place < ARGUMENTS_MAX; place++) {
		uint64_t size = connection->reply.arguments[place];

		if (size && !reply_take(&function->arguments[place], connection->bytes + offset, size, (void *)numbers[place])) {
			errno = ERROR_NOT_ENOUGH_MEMORY;
			return NULL;
		}
		offset += padded(size);
	}
	errno = (int)connection->reply.last_error;
	return connection;
}

uint64_t call(unsigned int index, const uint64_t *numbers)
{
	struct connection *connection = forward(index, numbers);

	return connection ? connection->reply.result : functions[index].broken;
}

#define CARRIED(...)
#define FUNCTION(library, broken, name, ...)						\
	EXPORTED uint64_t name(ALL_ARGUMENTS(uint64_t a))				\
	{										\
		const uint64_t numbers[ARGUMENTS_MAX] = { ALL_ARGUMENTS(a) };		\
											\
		return call(INDEX_##name, numbers);					\
	}
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-prototypes"
#include "functions.h"
#pragma GCC diagnostic pop
