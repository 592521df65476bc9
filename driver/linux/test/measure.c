// SPDX-License-Identifier: Apache-2.0
/*
 * What the programs cost the processes that they watch: the kernel's own count of their run time, over one storm, once with a
 * reader that wakes for every event and once with one that lingers. Root.
 *
 *     measure STORM COUNT
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "session.h"

static pid_t start_storm(char *storm, char *count)
{
	char *arguments[] = { storm, count, "measure", NULL };
	posix_spawn_file_actions_t actions;
	pid_t id;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawn(&id, storm, &actions, NULL, arguments, environ)) {
		fprintf(stderr, "measure: cannot start %s\n", storm);
		exit(1);
	}
	posix_spawn_file_actions_destroy(&actions);
	return id;
}

static void print_cost(const struct session *session)
{
	static const char *const names[] = { "fork", "exec", "exit" };
	size_t i;

	for (i = 0; i < 3; i++) {
		struct bpf_prog_info info = { 0 };
		__u32 size = sizeof(info);

		bpf_obj_get_info_by_fd(bpf_program__fd(session->programs[i]), &info, &size);
		printf("  %s %5llu ns x %llu", names[i], info.run_cnt ? info.run_time_ns / info.run_cnt : 0, info.run_cnt);
	}
}

static double seconds(struct timeval time)
{
	return time.tv_sec + time.tv_usec / 1e6;
}

static void measure(char *storm, char *count, long linger_ms, bool group_dead)
{
	struct timespec linger = { 0, linger_ms * 1000000 };
	struct rusage before, after;
	struct epoll_event event;
	struct session session;
	int status;
	pid_t id;

	session_open(&session, (struct session_options){ ALL_TYPES, 0, group_dead, 4 << 20 });
	getrusage(RUSAGE_SELF, &before);
	for (id = start_storm(storm, count); waitpid(id, &status, WNOHANG) == 0;) {
		epoll_wait(ring_buffer__epoll_fd(session.ring), &event, 1, 50);
		if (linger_ms)
			nanosleep(&linger, NULL);
		session_drain(&session);
		session_forget_records(&session);
	}
	getrusage(RUSAGE_SELF, &after);
	session_detach(&session);
	session_drain(&session);
	printf("linger %ld ms, %s:", linger_ms, group_dead ? "group_dead" : "latest exits");
	print_cost(&session);
	printf("  reader %.2f s  seen %llu lost %llu\n",
	       seconds(after.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_utime) - seconds(before.ru_stime),
	       session_seen(&session), session_lost(&session));
	session_close(&session);
}

int main(int count, char **arguments)
{
	int stats;

	if (count != 3) {
		fprintf(stderr, "usage: measure STORM COUNT\n");
		return 2;
	}
	stats = bpf_enable_stats(BPF_STATS_RUN_TIME);
	if (stats < 0) {
		perror("measure: cannot count the programs' run time");
		return 1;
	}
	measure(arguments[1], arguments[2], 0, false);
	measure(arguments[1], arguments[2], 5, false);
	if (kernel_has_group_dead()) {
		measure(arguments[1], arguments[2], 0, true);
		measure(arguments[1], arguments[2], 5, true);
	}
	close(stats);
	return 0;
}
