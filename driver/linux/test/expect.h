/* SPDX-License-Identifier: Apache-2.0 */
/* Compares what was reported of a process with what it did. */
#ifndef PRMONITOR_EXPECT_H
#define PRMONITOR_EXPECT_H

#include "actor.h"
#include "session.h"

/* The process's only record of that type and its place among the records; NULL when there is none, or a second. */
const union record *only_record(const struct session *session, pid_t id, enum prm_type type, size_t *position);

/* What is wrong with what was reported of the process; NULL: nothing. Its parent is the given one where it does not say. */
const char *complaint(const struct session *session, const struct deed *deed, pid_t parent);

#endif
