// SPDX-License-Identifier: Apache-2.0
/*
 * Starts processes as fast as it can and says what each of them was and how it ended, so that a test can compare.
 *
 *     storm COUNT PREFIX [CONCURRENCY]
 *
 * Starts itself COUNT times with posix_spawn(), CONCURRENCY (8) at a time, with the arguments
 *
 *     storm-child PREFIX-<n> <exit status>          n from 1 to COUNT; every tenth exits 1, the others 0
 *
 * and prints a line for each when it has ended, three fields separated by tabs:
 *
 *     <process id>  <raw wait status>  <arguments, separated by single spaces>
 *
 * All lines come at the end, so that printing does not slow the storm. Exit status: 0, 1 when something failed, 2 for wrong use.
 * Linked statically (-static) it starts about a third more a second.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILD "storm-child"

struct process {
	pid_t id;
	int status;
};

struct storm {
	char image[PATH_MAX];
	const char *prefix;
	long count;
	struct process *processes;	/* [n - 1] */
	long *running;			/* n of each that runs */
	long running_count;
};

static void fail(const char *what, int error)
{
	fprintf(stderr, "storm: %s: %s\n", what, strerror(error));
	exit(1);
}

static int status_of(long n)
{
	return n % 10 == 0;
}

static void start(struct storm *storm, long n)
{
	static char *environment[] = { NULL };
	char name[PATH_MAX], status[2];
	char *arguments[] = { CHILD, name, status, NULL };
	int error;

	snprintf(name, sizeof(name), "%s-%ld", storm->prefix, n);
	snprintf(status, sizeof(status), "%d", status_of(n));
	error = posix_spawn(&storm->processes[n - 1].id, storm->image, NULL, NULL, arguments, environment);
	if (error)
		fail("posix_spawn", error);
	storm->running[storm->running_count++] = n;
}

static void reap(struct storm *storm)
{
	int status;
	pid_t id = waitpid(-1, &status, 0);
	long i;

	if (id < 0)
		fail("waitpid", errno);
	for (i = 0; i < storm->running_count; i++) {
		struct process *process = &storm->processes[storm->running[i] - 1];

		if (process->id == id) {
			process->status = status;
			storm->running[i] = storm->running[--storm->running_count];
			return;
		}
	}
}

static int is_number(const char *text, long *number)
{
	char *end;

	*number = strtol(text, &end, 10);
	return *text && !*end && *number > 0 && *number <= 10000000;
}

int main(int count, char **arguments)
{
	static struct storm storm;
	long concurrency = 8, n;

	if (count == 3 && !strcmp(arguments[0], CHILD))
		return atoi(arguments[2]);
	if (count < 3 || count > 4 || !is_number(arguments[1], &storm.count) || strpbrk(arguments[2], "\t\n")
	    || strlen(arguments[2]) > 1000 || (count == 4 && !is_number(arguments[3], &concurrency))) {
		fprintf(stderr, "usage: storm COUNT PREFIX [CONCURRENCY]\n");
		return 2;
	}
	storm.prefix = arguments[2];
	storm.processes = calloc(storm.count, sizeof(*storm.processes));
	storm.running = calloc(concurrency, sizeof(*storm.running));
	if (!storm.processes || !storm.running)
		fail("calloc", errno);
	if (readlink("/proc/self/exe", storm.image, sizeof(storm.image) - 1) < 0)
		fail("readlink /proc/self/exe", errno);
	for (n = 1; n <= storm.count; n++) {
		if (storm.running_count == concurrency)
			reap(&storm);
		start(&storm, n);
	}
	while (storm.running_count)
		reap(&storm);
	for (n = 1; n <= storm.count; n++)
		printf("%d\t%d\t%s %s-%ld %d\n", storm.processes[n - 1].id, storm.processes[n - 1].status,
		       CHILD, storm.prefix, n, status_of(n));
	return ferror(stdout) | fflush(stdout) ? 1 : 0;
}
