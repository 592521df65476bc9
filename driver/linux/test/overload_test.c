// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>

#include "check.h"
#include "expect.h"
#include "tests.h"

#define RING_BYTES (64 << 10)

static void run_storm(char *count)
{
	char *arguments[] = { storm, count, "overload", NULL };
	struct actor actor;

	actor_run(&actor, arguments);
	actor_free(&actor);
}

/*
 * On one processor header.lost never goes back. (Two may take their places in the ring in one order and the count in the other;
 * the books are exact nevertheless.)
 */
static void check_lost_counts(const struct session *session)
{
	__u64 highest = 0, back = 0;
	size_t i, retreats = 0;

	for (i = 0; i < session->record_count; i++) {
		__u64 lost = session->records[i]->header.lost;

		if (lost < highest) {
			retreats++;
			back = highest - lost > back ? highest - lost : back;
		} else {
			highest = lost;
		}
	}
	check(retreats == 0, "header.lost never goes back: %zu times, by %llu at most", retreats, back);
	check(highest <= session_lost(session), "header.lost %llu is no more than the books' %llu", highest,
	      session_lost(session));
}

void test_overload(void)
{
	struct session session;
	__u64 lost_before, seen_before;
	cpu_set_t all_processors, one_processor;

	sched_getaffinity(0, sizeof(all_processors), &all_processors);
	CPU_ZERO(&one_processor);
	CPU_SET(sched_getcpu(), &one_processor);
	session_open(&session, (struct session_options){ ALL_TYPES, 0, false, RING_BYTES });
	seen_before = session_seen(&session);
	run_storm("1000");		/* nobody reads: 3,000 events and room for a few hundred */
	check(session_lost(&session) >= 2000, "a ring of 64 KB that nobody reads lost %llu", session_lost(&session));
	check(session_seen(&session) - seen_before >= 3000, "all were seen: %llu", session_seen(&session) - seen_before);
	session_drain(&session);
	check(session.record_count > 0 && session.record_count * 80 <= RING_BYTES + 80, "the ring kept %zu", session.record_count);

	lost_before = session_lost(&session);
	session_forget_records(&session);
	run_storm("20");
	session_drain(&session);
	check(session.record_count >= 60 && session_lost(&session) == lost_before, "the stream goes on: %zu more, none lost",
	      session.record_count);
	check(session.records[0]->header.lost == lost_before, "the first one after says how many are missing: %llu",
	      session.records[0]->header.lost);

	session_forget_records(&session);
	sched_setaffinity(0, sizeof(one_processor), &one_processor);	/* the storms inherit it */
	for (int round = 0; round < 20; round++) {
		run_storm("400");	/* 1,200 events overflow it in every round, and is emptied between */
		session_drain(&session);
	}
	sched_setaffinity(0, sizeof(all_processors), &all_processors);
	check(session_lost(&session) > lost_before, "twenty more overflows: lost %llu", session_lost(&session));
	check_lost_counts(&session);
	check_books(&session);
	session_close(&session);
}
