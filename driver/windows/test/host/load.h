/* SPDX-License-Identifier: Apache-2.0 */
/* Callbacks on several threads at once, whose records say which thread made them and when. */
#ifndef HOST_LOAD_H
#define HOST_LOAD_H

#include "client.h"

enum { WATCHERS = 3 };

/* Makes events, each with its maker's number and its own, from 0. */
struct watcher {
	unsigned int number, count;	/* count 0: until stopped */
	bool *over;			/* atomic */
	PEPROCESS process;
	struct mock_key *key, *shared;
	void *thread;
	unsigned int made;
};

struct load {
	struct watcher watchers[WATCHERS];
	struct mock_key *shared;
	bool over;
};

/* count: events of each watcher; 0: until load_end(). */
void load_begin(struct load *load, unsigned int count);
void load_end(struct load *load);

/* The watcher's and the event's number of a record; false, and the test has failed: it has none. */
bool load_tag_of(const struct prm_header *record, unsigned int *watcher, unsigned int *number);

#endif
