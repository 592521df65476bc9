// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "expect.h"
#include "tests.h"

#define TICK_NS 10000000ULL	/* of /proc/PID/stat's start time */

static void act(struct session *session, struct actor *actor, char *program, char *command, char *number)
{
	char *arguments[] = { program, command, number, NULL };

	session_drain(session);
	session_forget_records(session);
	actor_run(actor, arguments);
	session_drain(session);
}

static void test_command(struct session *session, size_t expected, char *program, char *command, char *number)
{
	const char *name = program == storm ? "storm" : command, *first = NULL, *wrong;
	size_t i, wrong_count = 0;
	struct actor actor;

	act(session, &actor, program, command, number);
	for (i = 0; i < actor.deed_count; i++) {
		wrong = complaint(session, &actor.deeds[i], actor.id);
		if (wrong && !first)
			first = wrong;
		wrong_count += wrong != NULL;
	}
	check(actor.deed_count == expected && !wrong_count, "%s: %zu processes, %zu reported wrongly%s%s", name,
	      actor.deed_count, wrong_count, first ? ", the first one's " : "", first ? first : "");
	actor_free(&actor);
}

/* Two processes of one id: told apart by their start, which is what /proc said it was. */
static void test_pid_reuse(struct session *session)
{
	struct actor actor;
	const struct deed *deed;
	size_t i;

	act(session, &actor, semantics, "pid-reuse", NULL);
	check(actor.deed_count >= 2, "pid-reuse: it came back");
	for (deed = actor.deeds + actor.deed_count - 2; deed < actor.deeds + actor.deed_count; deed++) {
		unsigned int records = 0, exits = 0;

		for (i = 0; i < session->record_count; i++) {
			const union record *record = session->records[i];

			if (record->process.subject.process_id != deed->id
			    || record->process.subject.start_time / TICK_NS != (__u64)deed->start)
				continue;
			records++;
			exits += record->header.type == PRM_PROCESS_EXITED && record->exited.status == deed->status;
		}
		check(records == 3 && exits == 1, "pid-reuse: process %lld of tick %lld has a fork, a start and its own exit",
		      deed->id, deed->start);
	}
	actor_free(&actor);
}

void test_semantics(bool group_dead)
{
	struct session session;

	printf("      the last thread known by %s\n", group_dead ? "group_dead" : "signal->live and the latest exits");
	session_open(&session, (struct session_options){ ALL_TYPES, 0, group_dead, 16 * MEGABYTE });
	test_command(&session, 2000, storm, "2000", "test");
	test_command(&session, 2000, semantics, "five-threads", "2000");
	test_command(&session, 1, semantics, "leader-first", NULL);
	test_command(&session, 1, semantics, "exec-from-thread", NULL);
	test_command(&session, 1, semantics, "kill", NULL);
	test_command(&session, 1, semantics, "segv", NULL);
	test_command(&session, 1, semantics, "exit42", NULL);
	test_command(&session, 1, semantics, "long-argv", NULL);
	test_command(&session, 1, semantics, "empty-argv", NULL);
	test_command(&session, 1, semantics, "hostile-argv", NULL);
	test_command(&session, 1, semantics, "setuid", NULL);
	test_command(&session, 2, semantics, "clone-parent", NULL);
	test_pid_reuse(&session);
	check(session_lost(&session) == 0, "nothing was lost");
	check_books(&session);
	session_close(&session);
}
