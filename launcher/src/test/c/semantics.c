// SPDX-License-Identifier: Apache-2.0
/*
 * Makes processes do what is hard to report right, and says what it did, so that a test can compare.
 *
 *     semantics COMMAND [NUMBER]
 *
 *     five-threads ROUNDS   a process whose five threads exit at once, ROUNDS times
 *     leader-first          the first thread exits before the last one does
 *     exec-from-thread      a thread that is not the first one runs a new image
 *     kill, segv, exit42    ended by SIGKILL, by SIGSEGV, by exit(42)
 *     long-argv             100 KB of arguments
 *     empty-argv            no argument at all, not even the program's name
 *     hostile-argv          new lines, quotes, invalid UTF-8, terminal escapes
 *     setuid                another user and group, then a new image
 *     clone-parent          a process whose parent is not the process that made it
 *     pid-reuse             a process id that comes back for another process: the last two lines
 *
 * A line for each process when it has ended, name=value separated by single spaces: pid, status (raw, from waitpid()), and what
 * the command adds: arguments (each as hexadecimal digits, separated by commas), thread, user, group, parent, creator, start
 * (field 22 of /proc/PID/stat). Exit status: 0, 1 when something failed, 2 for wrong use.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHILD "child"			/* semantics child STATUS ...: exits with it */
#define TICK_NS (1000000000L / 100)	/* of /proc/PID/stat's start time, on every Linux */

static char image[PATH_MAX];
static long number = 1;

static void check(int done, const char *what)
{
	if (!done) {
		fprintf(stderr, "semantics: %s: %s\n", what, strerror(errno));
		exit(1);
	}
}

static pid_t checked_fork(void)
{
	pid_t id = fork();

	check(id >= 0, "fork");
	return id;
}

static void reap(pid_t id)
{
	int status;

	check(waitpid(id, &status, 0) == id, "waitpid");
	printf("pid=%d status=%d", id, status);
}

static void print_arguments(char **arguments)
{
	const unsigned char *byte;
	const char *separator = " arguments=";

	if (!*arguments)
		fputs(separator, stdout);
	for (; *arguments; arguments++, separator = ",") {
		fputs(separator, stdout);
		for (byte = (unsigned char *)*arguments; *byte; byte++)
			printf("%02x", *byte);
	}
}

/* Runs the arguments in this process; reports failure to the parent as status 127. */
static void run(const char *path, char **arguments)
{
	static char *environment[] = { NULL };

	execve(path, arguments, environment);
	_exit(127);
}

static void spawn(char **arguments)
{
	pid_t id = checked_fork();

	if (!id)
		run(image, arguments);
	reap(id);
	print_arguments(arguments);
	putchar('\n');
}

static pthread_barrier_t all_threads;

static void *exit_at_once(void *unused)
{
	(void)unused;
	pthread_barrier_wait(&all_threads);
	syscall(SYS_exit, 0);		/* this thread alone, and nothing of the C library before it */
	return NULL;
}

static void start_thread(void *(*body)(void *), void *argument)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, body, argument))
		_exit(126);
}

static void five_threads(void)
{
	while (number-- > 0) {
		pid_t id = checked_fork();

		if (!id) {
			int i;

			pthread_barrier_init(&all_threads, NULL, 5);
			for (i = 0; i < 4; i++)
				start_thread(exit_at_once, NULL);
			exit_at_once(NULL);
		}
		reap(id);
		putchar('\n');
	}
}

static atomic_int leader_lives = 1;

static void *exit_after_leader(void *unused)
{
	(void)unused;
	while (atomic_load(&leader_lives))
		syscall(SYS_futex, &leader_lives, FUTEX_WAIT, 1, NULL);
	syscall(SYS_exit, 7);
	return NULL;
}

static void leader_first(void)
{
	pid_t id = checked_fork();

	if (!id) {
		/* The kernel clears it, and wakes who waits, when the first thread has left. */
		syscall(SYS_set_tid_address, &leader_lives);
		start_thread(exit_after_leader, NULL);
		syscall(SYS_exit, 3);
	}
	reap(id);
	putchar('\n');
}

static char *exec_arguments[] = { "semantics", CHILD, "5", NULL };

static void *exec_here(void *thread_id)
{
	*(volatile pid_t *)thread_id = gettid();
	run(image, exec_arguments);
	return NULL;
}

static void exec_from_thread(void)
{
	pid_t *thread_id = mmap(NULL, sizeof(*thread_id), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t id;

	check(thread_id != MAP_FAILED, "mmap");
	id = checked_fork();
	if (!id) {
		start_thread(exec_here, thread_id);
		for (;;)
			pause();
	}
	reap(id);
	printf(" thread=%d", *thread_id);
	print_arguments(exec_arguments);
	putchar('\n');
}

static void killed(void)
{
	pid_t id = checked_fork();

	if (!id)
		for (;;)
			pause();
	check(kill(id, SIGKILL) == 0, "kill");
	reap(id);
	putchar('\n');
}

static void segv(void)
{
	pid_t id = checked_fork();

	if (!id) {
		struct rlimit no_core = { 0, 0 };

		setrlimit(RLIMIT_CORE, &no_core);
		*(volatile int *)(uintptr_t)(getpid() & 0) = 1;	/* nothing is mapped at 0 */
	}
	reap(id);
	putchar('\n');
}

static void exit42(void)
{
	pid_t id = checked_fork();

	if (!id)
		_exit(42);
	reap(id);
	putchar('\n');
}

static void long_argv(void)
{
	enum { EACH = 1000, COUNT = 102 };
	static char text[COUNT][EACH];
	char *arguments[3 + COUNT + 1] = { "semantics", CHILD, "0" };
	int i;

	for (i = 0; i < COUNT; i++) {
		memset(text[i], 'a' + i % 26, EACH - 1);
		arguments[3 + i] = text[i];
	}
	spawn(arguments);
}

static void empty_argv(void)
{
	char *nothing[] = { NULL };

	spawn(nothing);
}

static void hostile_argv(void)
{
	char *arguments[] = {
		"semantics", CHILD, "0", "new\nline", "carriage\rreturn", "\"double\" 'single' `back` \\", "\xff\xfe\xc3\x28",
		"\x1b[31mred\x1b]0;title\x07", "", "\t\x01\x7f", "$(id) %s {\"json\": 1}", "\xe2\x80\xae right to left", NULL,
	};

	spawn(arguments);
}

static void set_user(void)
{
	char *arguments[] = { "true", "setuid", NULL };
	pid_t id = checked_fork();

	if (!id) {
		if (setresgid(65532, 65532, 65532) || setresuid(65533, 65533, 65533))
			_exit(126);
		run("/bin/true", arguments);	/* our own image may lie where that user must not go */
	}
	reap(id);
	printf(" user=65533 group=65532");
	print_arguments(arguments);
	putchar('\n');
}

static void clone_parent(void)
{
	int ids[2];
	pid_t creator, child;

	check(pipe(ids) == 0, "pipe");
	creator = checked_fork();
	if (!creator) {
		child = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
		if (!child)
			_exit(0);
		_exit(child < 0 || write(ids[1], &child, sizeof(child)) != sizeof(child));
	}
	check(read(ids[0], &child, sizeof(child)) == sizeof(child), "read");
	reap(child);
	printf(" parent=%d creator=%d\n", getpid(), creator);
	reap(creator);
	putchar('\n');
}

/* Field 22; the second, in parentheses, may hold anything. */
static unsigned long long start_ticks(pid_t id)
{
	char path[64], text[1024], *field;
	unsigned long long ticks;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", id);
	file = fopen(path, "r");
	check(file && fgets(text, sizeof(text), file), path);
	fclose(file);
	field = strrchr(text, ')');
	check(field && sscanf(field + 2, "%*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %llu",
			      &ticks) == 1, path);
	return ticks;
}

static void wait_for_next_tick(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	now.tv_nsec = (now.tv_nsec / TICK_NS + 1) * TICK_NS;
	if (now.tv_nsec >= 1000000000L) {
		now.tv_nsec -= 1000000000L;
		now.tv_sec++;
	}
	while (clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &now, NULL) == EINTR)
		;
}

/* A process that runs a new image and ends; with this very id, if one is given. Returns 0 where that is taken. */
static pid_t start_child(pid_t wanted, char **arguments)
{
	struct clone_args how = { .exit_signal = SIGCHLD };
	pid_t id;

	if (wanted) {
		how.set_tid = (uintptr_t)&wanted;
		how.set_tid_size = 1;
	}
	id = syscall(SYS_clone3, &how, sizeof(how));
	if (!id)
		run(image, arguments);
	check(id > 0 || errno == EEXIST, "clone3 (a chosen process id needs root)");
	return id > 0 ? id : 0;
}

static void reap_with_start(pid_t id, char **arguments)
{
	siginfo_t ended;
	unsigned long long start;

	check(waitid(P_PID, id, &ended, WEXITED | WNOWAIT) == 0, "waitid");
	start = start_ticks(id);
	reap(id);
	printf(" start=%llu", start);
	print_arguments(arguments);
	putchar('\n');
}

static void pid_reuse(void)
{
	char *first[] = { "semantics", CHILD, "1", "first", NULL };
	char *second[] = { "semantics", CHILD, "2", "second", NULL };
	pid_t id, again;

	do {
		id = start_child(0, first);
		reap_with_start(id, first);
		wait_for_next_tick();
		again = start_child(id, second);
	} while (!again);		/* another process took the id meanwhile */
	reap_with_start(again, second);
}

static const struct {
	const char *name;
	void (*body)(void);
} commands[] = {
	{ "five-threads", five_threads }, { "leader-first", leader_first }, { "exec-from-thread", exec_from_thread },
	{ "kill", killed }, { "segv", segv }, { "exit42", exit42 }, { "long-argv", long_argv }, { "empty-argv", empty_argv },
	{ "hostile-argv", hostile_argv }, { "setuid", set_user }, { "clone-parent", clone_parent }, { "pid-reuse", pid_reuse },
};

int main(int count, char **arguments)
{
	size_t i;

	if (count >= 3 && !strcmp(arguments[1], CHILD))
		return atoi(arguments[2]);
	if (count == 0 || !*arguments[0])
		return 0;		/* empty-argv's child */
	check(readlink("/proc/self/exe", image, sizeof(image) - 1) > 0, "readlink /proc/self/exe");
	setvbuf(stdout, NULL, _IOLBF, 0);	/* nothing is buffered when a fork copies it */
	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (count >= 2 && !strcmp(arguments[1], commands[i].name)) {
			if (count >= 3)
				number = atol(arguments[2]);
			commands[i].body();
			return ferror(stdout) | fflush(stdout) ? 1 : 0;
		}
	fprintf(stderr, "usage: semantics COMMAND [NUMBER]; see the top of semantics.c\n");
	return 2;
}
