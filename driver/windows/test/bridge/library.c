// SPDX-License-Identifier: Apache-2.0
/*
 * kernel32, advapi32 and ntdll for a JVM on Linux: every function of functions.h under its own name and with its own
 * arguments, as JNA calls them here (wchar_t has 4 bytes, the last error is errno), carried to prmonitor-bridge.exe in Wine.
 * A thread here is a thread there, so what belongs to a thread (a mutex) does so too; and when this process ends, the helper
 * ends, so what belongs to a process (handles) goes with it.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <wchar.h>

#include "bridge.h"

#define EXPORTED __attribute__((visibility("default")))

#define ERROR_NOT_ENOUGH_MEMORY	8u
#define ERROR_NOT_SUPPORTED	50u
#define ERROR_INSUFFICIENT_BUFFER	122u
#define RPC_S_SERVER_UNAVAILABLE	1722u

struct connection {
	int socket;
	long port;
	struct reply reply;	/* the last */
	char *bytes;		/* of the request, then of the reply */
	size_t size;
};

static pthread_key_t connection_key;
static pthread_once_t connection_once = PTHREAD_ONCE_INIT;

/* A connection that no thread's end closes: the helper ends when the last one is gone. Guarded by lifeline_lock. */
static struct { int socket; long port; } lifeline = { -1, 0 };
static pthread_mutex_t lifeline_lock = PTHREAD_MUTEX_INITIALIZER;

static void connection_free(void *argument)
{
	struct connection *connection = argument;

	if (connection->socket >= 0)
		close(connection->socket);
	free(connection->bytes);
	free(connection);
}

static void connection_key_create(void)
{
	if (pthread_key_create(&connection_key, connection_free))
		abort();
}

static bool transfer(int socket, void *bytes, size_t size, bool out)
{
	char *at = bytes;

	while (size) {
		ssize_t moved = out ? send(socket, at, size, MSG_NOSIGNAL) : recv(socket, at, size, 0);

		if (moved < 0 && errno == EINTR)
			continue;
		if (moved <= 0)
			return false;
		at += moved;
		size -= (size_t)moved;
	}
	return true;
}

static int helper_connect(long port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const char *said = getenv(BRIDGE_TOKEN);
	char token[TOKEN_MAX] = { 0 };
	int one = 1, socket_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (said)
		memcpy(token, said, strnlen(said, sizeof(token)));
	if (socket_fd < 0)
		return -1;
	setsockopt(socket_fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (connect(socket_fd, (struct sockaddr *)&address, sizeof(address)) || !transfer(socket_fd, token, sizeof(token), true)) {
		close(socket_fd);
		return -1;
	}
	return socket_fd;
}

static bool lifeline_hold(long port)
{
	bool held;

	pthread_mutex_lock(&lifeline_lock);
	if (lifeline.socket < 0 || lifeline.port != port) {
		int previous = lifeline.socket;

		lifeline.socket = helper_connect(port);
		lifeline.port = port;
		if (previous >= 0)
			close(previous);
	}
	held = lifeline.socket >= 0;
	pthread_mutex_unlock(&lifeline_lock);
	return held;
}

/* The thread's connection to the helper that the environment names now; its socket is -1 where there is none. */
static struct connection *connection_get(void)
{
	const char *said = getenv(BRIDGE_PORT);
	long port = said ? strtol(said, NULL, 10) : 0;
	struct connection *connection;

	pthread_once(&connection_once, connection_key_create);
	connection = pthread_getspecific(connection_key);
	if (!connection) {
		connection = calloc(1, sizeof(*connection));
		if (!connection)
			return NULL;
		connection->socket = -1;
		pthread_setspecific(connection_key, connection);
	}
	if (connection->socket >= 0 && connection->port != port) {
		close(connection->socket);
		connection->socket = -1;
	}
	if (connection->socket < 0 && port > 0 && port <= 65535 && lifeline_hold(port)) {
		connection->socket = helper_connect(port);
		connection->port = port;
	}
	return connection;
}

static bool connection_reserve(struct connection *connection, uint64_t size)
{
	char *bytes;

	if (size <= connection->size)
		return true;
	if (size > MESSAGE_MAX || !(bytes = realloc(connection->bytes, size)))
		return false;
	connection->bytes = bytes;
	connection->size = size;
	return true;
}

/* UTF-32 to UTF-16, the NUL included; unpaired surrogates pass. Gives bytes; to may be NULL. */
static uint64_t utf16_from(uint16_t *to, const wchar_t *from, bool path)
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

/* UTF-16 to UTF-32 up to a NUL or the end; gives characters with the NUL, for which to has to have room. */
static uint64_t utf32_from(wchar_t *to, const void *from, uint64_t size)
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

/* Gives the connection, with the reply in it, or NULL and errno. */
static struct connection *forward(unsigned int index, const uint64_t *numbers)
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
	if (!transfer(connection->socket, &request, sizeof(request), true) ||
	    !transfer(connection->socket, connection->bytes, request.size, true) ||
	    !transfer(connection->socket, &connection->reply, sizeof(connection->reply), false) ||
	    !connection_reserve(connection, connection->reply.size) ||
	    !transfer(connection->socket, connection->bytes, connection->reply.size, false)) {
		fprintf(stderr, "bridge: the helper at port %ld is gone (%s)\n", connection->port, function->name);
		close(connection->socket);
		connection->socket = -1;
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

static uint64_t call(unsigned int index, const uint64_t *numbers)
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

/* What follows gives memory to its caller, or pointers into it, and so has to be made on this side. */

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
