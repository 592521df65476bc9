/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the library have in common: a thread's connection to the helper, text, and the call itself. */
#ifndef PRMONITOR_BRIDGE_LIBRARY_H
#define PRMONITOR_BRIDGE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

#include "bridge.h"

#define EXPORTED __attribute__((visibility("default")))

#define ERROR_NOT_ENOUGH_MEMORY	8u
#define ERROR_NOT_SUPPORTED	50u
#define ERROR_INSUFFICIENT_BUFFER	122u
#define RPC_S_SERVER_UNAVAILABLE	1722u

struct connection {
	int socket;		/* -1: there is none */
	long port;
	struct reply reply;	/* the last */
	char *bytes;		/* of the request, then of the reply */
	size_t size;
};

/* The thread's connection to the helper that the environment names now; NULL where there is no memory for one. */
struct connection *connection_get(void);
void connection_close(struct connection *connection);
bool connection_reserve(struct connection *connection, uint64_t size);
bool connection_send(struct connection *connection, const void *bytes, size_t size);
bool connection_receive(struct connection *connection, void *bytes, size_t size);

/* UTF-32 to UTF-16, the NUL included; unpaired surrogates pass. Gives bytes; to may be NULL. */
uint64_t utf16_from(uint16_t *to, const wchar_t *from, bool path);
/* UTF-16 to UTF-32 up to a NUL or the end; gives characters with the NUL, for which to has to have room, or is NULL. */
uint64_t utf32_from(wchar_t *to, const void *from, uint64_t size);

/* Makes the call with all thirteen arguments. Gives the connection, with the reply in it, or NULL and errno. */
struct connection *forward(unsigned int index, const uint64_t *numbers);
/* The same for its result alone. */
uint64_t call(unsigned int index, const uint64_t *numbers);

#endif
