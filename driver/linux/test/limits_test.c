// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "expect.h"
#include "tests.h"

#define RUNS_NOTHING 99

/*
 * Runs /bin/true under a path of so many bytes. The kernel itself writes "/dev/fd/<n>/" before a path that is relative to a
 * folder's descriptor, which is the only way to one of PATH_MAX and more. 0: this kernel runs nothing that way, however short
 * (Debian's 5.10).
 */
static pid_t run_long_path(size_t length, char *path)
{
	static const char name[] = "true";
	int folder = open("/bin", O_PATH | O_DIRECTORY), status;
	size_t prefix = snprintf(path, length, "/dev/fd/%d/", folder), i;
	char *arguments[] = { (char *)name, NULL };
	pid_t id;

	for (i = prefix; i < length - strlen(name); i++)
		path[i] = '/';
	path[prefix] = '.';
	strcpy(path + i, name);
	id = fork();
	if (!id) {
		syscall(SYS_execveat, folder, path + prefix, arguments, environ, 0);
		_exit(errno == ENOENT ? RUNS_NOTHING : 127);
	}
	waitpid(id, &status, 0);
	close(folder);
	if (WEXITSTATUS(status) == RUNS_NOTHING)
		return 0;
	return status == 0 ? id : -1;
}

static void test_path(struct session *session, size_t length)
{
	char *path = malloc(length + 1);
	bool cut = length > PRM_IMAGE_MAX;
	pid_t id = run_long_path(length, path);
	const union record *record;
	size_t position;

	if (!id) {
		printf("      this kernel runs nothing relative to a descriptor: a path of %zu bytes is not tested\n", length);
		free(path);
		return;
	}
	session_drain(session);
	record = only_record(session, id, PRM_PROCESS_STARTED, &position);
	check(record && record->started.image_length == (cut ? PRM_IMAGE_MAX : length)
	      && !memcmp(record_image(record), path, record->started.image_length)
	      && !(record->header.flags & PRM_FLAG_IMAGE_TRUNCATED) == !cut
	      && record->started.arguments_length == 5 && !memcmp(record_arguments(record), "true", 5),
	      "a path of %zu bytes is %s", length, cut ? "cut and flagged" : "whole");
	free(path);
}

/* Runs /bin/true in a process of which the caller decides when; the id is known before the session begins. */
static pid_t wait_to_run(int *go)
{
	int ends[2];
	pid_t id;
	char byte;

	if (pipe2(ends, O_CLOEXEC))
		abort();
	id = fork();
	if (!id) {
		char *arguments[] = { "true", NULL };

		if (read(ends[0], &byte, 1) == 1)
			execv("/bin/true", arguments);
		_exit(127);
	}
	close(ends[0]);
	*go = ends[1];
	return id;
}

static void test_filter(__u32 types, bool exclude, const char *name)
{
	struct session session;
	size_t i, of_process = 0, of_other_types = 0, position;
	int go, status;
	pid_t id = wait_to_run(&go);
	bool start_wanted = types & 1 << PRM_PROCESS_STARTED, exit_wanted = types & 1 << PRM_PROCESS_EXITED;

	session_open(&session, (struct session_options){ types, exclude ? id : 0, false, MEGABYTE });
	if (write(go, "", 1) != 1)
		abort();
	close(go);
	waitpid(id, &status, 0);
	session_detach(&session);
	session_drain(&session);
	for (i = 0; i < session.record_count; i++) {
		of_process += session.records[i]->process.subject.process_id == (__u32)id;
		of_other_types += !(types & 1 << session.records[i]->header.type);
	}
	check(status == 0 && of_other_types == 0 && of_process == (exclude ? 0u : start_wanted + 0u + exit_wanted)
	      && (exclude || !only_record(&session, id, PRM_PROCESS_STARTED, &position) == !start_wanted),
	      "%s: %zu records of the process, %zu of types not asked for", name, of_process, of_other_types);
	check_books(&session);
	session_close(&session);
}

void test_limits(void)
{
	struct session session;

	session_open(&session, (struct session_options){ ALL_TYPES, 0, false, MEGABYTE });
	test_path(&session, 4095);
	test_path(&session, PRM_IMAGE_MAX);
	test_path(&session, PRM_IMAGE_MAX + 1);
	test_path(&session, PRM_IMAGE_MAX + 8);
	check_books(&session);
	session_close(&session);

	test_filter(1 << PRM_PROCESS_STARTED, false, "only starts");
	test_filter(1 << PRM_PROCESS_EXITED, false, "only exits");
	test_filter(1 << PRM_PROCESS_FORKED, false, "only forks");
	test_filter(ALL_TYPES, true, "one process left out");
}
