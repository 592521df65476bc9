/* SPDX-License-Identifier: Apache-2.0 */
/* What registry.c and key.c share: keys as objects, and the way in which an operation on one is told. */
#ifndef HOST_REGISTRY_H
#define HOST_REGISTRY_H

#include "internal.h"

#define CALLBACKS_MAX 4
/* Of an operation that failed to make an object: an address that nobody may touch. */
#define NO_OBJECT ((PVOID)0x00000BAD00000BADull)

/* What a driver hung on a key, by CmSetCallbackObjectContext. */
struct context {
	LONGLONG cookie;
	PVOID context;
};

struct mock_key {
	struct mock_key *next, *previous;	/* the registry's lock */
	UNICODE_STRING path;
	NTSTATUS path_status;
	bool deleted;
	ULONG id;
	pthread_mutex_t lock;
	struct context contexts[CALLBACKS_MAX];	/* lock, as the path */
};

/*
 * Before and after, to each that is registered, and to none that was not both times. information: the operation's own
 * structure, of which call_context and object_context are the fields of that name. Of a key that is made, the context
 * afterwards is its root's: the documentation does not say whose it is, and this is the worse for a driver that relies on it.
 */
int mock_registry_tell(REG_NOTIFY_CLASS before, REG_NOTIFY_CLASS after, PVOID information, PVOID *call_context,
		       PVOID *object_context, struct mock_key *key, PVOID post_object, NTSTATUS status,
		       void (*operation)(struct mock_key *));

#endif
