// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "library.h"

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

void connection_close(struct connection *connection)
{
	close(connection->socket);
	connection->socket = -1;
}

struct connection *connection_get(void)
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
	if (connection->socket >= 0 && connection->port != port)
		connection_close(connection);
	if (connection->socket < 0 && port > 0 && port <= 65535 && lifeline_hold(port)) {
		connection->socket = helper_connect(port);
		connection->port = port;
	}
	return connection;
}

bool connection_reserve(struct connection *connection, uint64_t size)
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

bool connection_send(struct connection *connection, const void *bytes, size_t size)
{
	return transfer(connection->socket, (void *)bytes, size, true);
}

bool connection_receive(struct connection *connection, void *bytes, size_t size)
{
	return transfer(connection->socket, bytes, size, false);
}
