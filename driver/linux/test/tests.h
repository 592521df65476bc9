/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRMONITOR_TESTS_H
#define PRMONITOR_TESTS_H

#include <stdbool.h>

#include "session.h"

#define MEGABYTE (1 << 20)

extern char *storm, *semantics;		/* the programs that act */

/* What each process does is reported as it did it; with either way to know a process's last thread. */
void test_semantics(bool group_dead);
/* The longest paths, and filters. */
void test_limits(void);
/* A ring that is too small, and nobody who reads. */
void test_overload(void);

/* Detaches, drains and compares: seen = delivered + lost, to the last event. */
void check_books(struct session *session);

#endif
