// SPDX-License-Identifier: Apache-2.0
/*
 * Loads the built object into this kernel, lets processes do what is hard to report right, and compares what comes out of the
 * ring with what the processes themselves say (launcher/src/test/c). Root.
 *
 *     prmonitor_test STORM SEMANTICS          the two programs that act
 */
#include <bpf/libbpf.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "tests.h"

char *storm, *semantics;

void check_books(struct session *session)
{
	session_detach(session);
	session_drain(session);
	check(session_seen(session) == session->delivered + session_lost(session),
	      "the books: seen %llu = delivered %llu + lost %llu", session_seen(session), session->delivered,
	      session_lost(session));
}

int main(int count, char **arguments)
{
	if (count != 3) {
		fprintf(stderr, "usage: prmonitor_test STORM SEMANTICS\n");
		return 2;
	}
	if (geteuid()) {
		fprintf(stderr, "prmonitor_test: loading programs into the kernel needs root\n");
		return 1;
	}
	storm = arguments[1];
	semantics = arguments[2];
	libbpf_set_strict_mode(LIBBPF_STRICT_ALL);
	test_semantics(false);
	if (kernel_has_group_dead())
		test_semantics(true);
	else
		printf("      this kernel's sched_process_exit has no group_dead: that way is not tested\n");
	test_limits();
	test_overload();
	return check_summary();
}
