// SPDX-License-Identifier: Apache-2.0
/* The first process of the small machine that boot.sh starts: mounts what the test reads, runs it, and switches off. */
#include <stdio.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	int status = -1;
	pid_t id;

	if (mount("proc", "/proc", "proc", 0, NULL) || mount("sysfs", "/sys", "sysfs", 0, NULL))
		perror("init: mount");
	id = fork();
	if (!id) {
		setsid();
		execl("/build/prmonitor_test", "prmonitor_test", "/build/storm", "/build/semantics", NULL);
		_exit(127);
	}
	waitpid(id, &status, 0);
	printf("wait status %d\n", status);
	fflush(stdout);
	reboot(RB_POWER_OFF);
	return 1;
}
