/* SPDX-License-Identifier: Apache-2.0 */
/* Runs storm or semantics and keeps what they say that they did. */
#ifndef PRMONITOR_ACTOR_H
#define PRMONITOR_ACTOR_H

#include <stddef.h>
#include <sys/types.h>

struct deed {
	long long id, status;		/* status: raw, as waitpid() gave it */
	char *arguments;		/* the argument area that it started with; NULL: it ran no new image */
	size_t arguments_length;
	long long thread, user, group, parent, creator, start;		/* -1: not said; start in ticks of 10 ms */
};

struct actor {
	pid_t id;			/* of the program itself */
	struct deed *deeds;
	size_t deed_count;
};

/* Runs the program (its arguments end with NULL) and returns when it has ended; ends the test program when it failed. */
void actor_run(struct actor *actor, char *const arguments[]);
void actor_free(struct actor *actor);

#endif
