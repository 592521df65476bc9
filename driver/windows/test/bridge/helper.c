// SPDX-License-Identifier: Apache-2.0
/*
 * prmonitor-bridge.exe: makes the calls of functions.h for a process outside of Wine. Listens on the loopback, prints
 * "PRMONITOR_BRIDGE_PORT=number" and a new line to its standard output, serves every connection that begins with the token
 * of its environment with a thread of its own, and ends when the last of them is gone, or when none comes at all.
 */
#include <winsock2.h>
#include <windows.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"

#define PATIENCE_SECONDS 120	/* until the first connection */

typedef uint64_t routine(ALL_ARGUMENTS(uint64_t a));

static routine *routines[FUNCTION_COUNT];
static char expected_token[TOKEN_MAX];
static volatile LONG connections;

/* Grows, never shrinks: one for what comes, one for what goes. */
struct buffer {
	char *bytes;
	size_t size;
};

static bool buffer_reserve(struct buffer *buffer, uint64_t size)
{
	char *bytes;

	if (size <= buffer->size)
		return true;
	if (size > MESSAGE_MAX || !(bytes = realloc(buffer->bytes, size)))
		return false;
	buffer->bytes = bytes;
	buffer->size = size;
	return true;
}

static bool transfer(SOCKET socket, char *bytes, size_t size, bool out)
{
	while (size) {
		int moved = out ? send(socket, bytes, (int)size, 0) : recv(socket, bytes, (int)size, 0);

		if (moved <= 0)
			return false;
		bytes += moved;
		size -= (size_t)moved;
	}
	return true;
}

/* One request, from its bytes to its reply's. */
struct call {
	const struct function *function;
	const struct request *request;
	uint64_t values[ARGUMENTS_MAX];		/* what the function gets */
	uint64_t capacities[ARGUMENTS_MAX];	/* of the buffers it writes to */
	void *owned[ARGUMENTS_MAX];		/* to be freed */
	WCHAR *allocated[ARGUMENTS_MAX];	/* where TEXT_ALLOCATED puts its pointer */
};

static bool call_prepare(struct call *call, char *bytes)
{
	uint64_t offset = 0;

	for (unsigned int place = 0; place < ARGUMENTS_MAX; place++) {
		const struct argument *argument = &call->function->arguments[place];
		uint64_t said = call->request->arguments[place];

		if (argument->kind == NUMBER_32 || argument->kind == NUMBER_64) {
			call->values[place] = said;	/* -1 is a number like any other, a pseudo-handle for one */
			continue;
		}
		if (argument->kind == NO_ARGUMENT || said == NULL_POINTER)
			continue;
		switch (argument->kind) {
		case TEXT_ALLOCATED:
			call->values[place] = (uint64_t)&call->allocated[place];
			continue;
		case DATA_FILLED:
		case TEXT_OUT:
			call->capacities[place] = capacity(argument, call->request->arguments);
			if (call->capacities[place] > MESSAGE_MAX)
				return false;
			call->owned[place] = malloc(call->capacities[place] + 2);
			if (!call->owned[place])
				return false;
			*(WCHAR *)call->owned[place] = 0;
			call->values[place] = (uint64_t)call->owned[place];
			continue;
		}
		if (said > call->request->size || offset + padded(said) > call->request->size)
			return false;
		call->values[place] = (uint64_t)(bytes + offset);
		if (argument->kind == DATA_BOTH_WAYS)
			call->capacities[place] = said;
		offset += padded(said);
	}
	return true;
}

/* How many bytes of an argument go back. */
static uint64_t written(const struct call *call, unsigned int place)
{
	const struct argument *argument = &call->function->arguments[place];
	const WCHAR *text = call->owned[place];
	uint64_t units = 0;

	switch (argument->kind) {
	case DATA_BOTH_WAYS:
		return call->capacities[place];
	case DATA_FILLED: {
		const uint32_t *filled = (const uint32_t *)call->values[argument->filled_by - 1];

		return !filled || !text ? 0 : min(*filled, call->capacities[place]);
	}
	case TEXT_OUT:
		while (text && units < call->capacities[place] / 2 && text[units])
			units++;
		return text && call->capacities[place] ? min((units + 1) * 2, call->capacities[place]) : 0;
	case TEXT_ALLOCATED:
		return call->allocated[place] ? (wcslen(call->allocated[place]) + 1) * 2 : 0;
	}
	return 0;
}

static bool call_reply(const struct call *call, struct reply *reply, struct buffer *out)
{
	for (unsigned int place = 0; place < ARGUMENTS_MAX; place++) {
		uint64_t size = written(call, place);
		const void *from = call->allocated[place] ? (void *)call->allocated[place] : (void *)call->values[place];

		if (!size)
			continue;
		if (!buffer_reserve(out, reply->size + padded(size)))
			return false;
		memcpy(out->bytes + reply->size, from, size);
		reply->arguments[place] = size;
		reply->addresses[place] = call->values[place];
		reply->size += (uint32_t)padded(size);
	}
	return true;
}

static void call_release(struct call *call)
{
	for (unsigned int place = 0; place < ARGUMENTS_MAX; place++) {
		free(call->owned[place]);
		if (call->allocated[place])
			LocalFree(call->allocated[place]);
	}
}

static bool serve_one(SOCKET socket, struct buffer *in, struct buffer *out)
{
	struct request request;
	struct reply reply = { 0 };
	struct call call = { .request = &request };
	const uint64_t *v = call.values;
	bool replied = false;

	if (!transfer(socket, (char *)&request, sizeof(request), false) || request.function >= FUNCTION_COUNT ||
	    !buffer_reserve(in, request.size) || !transfer(socket, in->bytes, request.size, false))
		return false;
	call.function = &functions[request.function];
	if (call_prepare(&call, in->bytes)) {
		SetLastError(0);
		reply.result = routines[request.function](v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11],
							  v[12]);
		reply.last_error = GetLastError();
		replied = call_reply(&call, &reply, out) && transfer(socket, (char *)&reply, sizeof(reply), true) &&
			  transfer(socket, out->bytes, reply.size, true);
	}
	call_release(&call);
	return replied;
}

static DWORD WINAPI serve(void *argument)
{
	SOCKET socket = (SOCKET)argument;
	struct buffer in = { 0 }, out = { 0 };
	char token[TOKEN_MAX];

	if (transfer(socket, token, sizeof(token), false) && !memcmp(token, expected_token, sizeof(token))) {
		InterlockedIncrement(&connections);
		while (serve_one(socket, &in, &out))
			;
		if (!InterlockedDecrement(&connections))
			ExitProcess(0);
	}
	closesocket(socket);
	free(in.bytes);
	free(out.bytes);
	return 0;
}

static bool routines_find(void)
{
	for (unsigned int i = 0; i < FUNCTION_COUNT; i++) {
		HMODULE library = LoadLibraryA(functions[i].library);

		routines[i] = library ? (routine *)(void *)GetProcAddress(library, functions[i].name) : NULL;
		if (!routines[i]) {
			fprintf(stderr, "bridge: no %s in %s\n", functions[i].name, functions[i].library);
			return false;
		}
	}
	return true;
}

int main(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
	int size = sizeof(address), one = 1;
	const char *token = getenv(BRIDGE_TOKEN);
	WSADATA data;
	SOCKET listener;
	fd_set first;

	if (!token || !*token || strlen(token) > sizeof(expected_token)) {
		fprintf(stderr, "bridge: " BRIDGE_TOKEN " has to be 1 to %u bytes\n", TOKEN_MAX);
		return 2;
	}
	memcpy(expected_token, token, strlen(token));
	if (!routines_find() || WSAStartup(MAKEWORD(2, 2), &data))
		return 1;
	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener == INVALID_SOCKET || bind(listener, (struct sockaddr *)&address, sizeof(address)) ||
	    getsockname(listener, (struct sockaddr *)&address, &size) || listen(listener, SOMAXCONN)) {
		fprintf(stderr, "bridge: cannot listen (%d)\n", WSAGetLastError());
		return 1;
	}
	printf(BRIDGE_PORT "=%u\n", ntohs(address.sin_port));
	fflush(stdout);
	FD_ZERO(&first);
	FD_SET(listener, &first);
	if (select(0, &first, NULL, NULL, &patience) != 1) {
		fprintf(stderr, "bridge: nobody has come in %d s\n", PATIENCE_SECONDS);
		return 1;
	}
	for (;;) {
		SOCKET accepted = accept(listener, NULL, NULL);
		HANDLE thread;

		if (accepted == INVALID_SOCKET)
			return 1;
		setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, (const char *)&one, sizeof(one));
		thread = CreateThread(NULL, 0, serve, (void *)accepted, 0, NULL);
		if (!thread)
			return 1;
		CloseHandle(thread);
	}
}
