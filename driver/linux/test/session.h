/* SPDX-License-Identifier: Apache-2.0 */
/* One loading of prmonitor.bpf.o through libbpf, its ring and its books. */
#ifndef PRMONITOR_SESSION_H
#define PRMONITOR_SESSION_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#include "../../wire/prmonitor_wire.h"
#include "../../wire/prmonitor_linux.h"

#define ALL_TYPES (1 << PRM_PROCESS_STARTED | 1 << PRM_PROCESS_FORKED | 1 << PRM_PROCESS_EXITED)

struct session_options {
	__u32 types;
	__u32 excluded_process;
	bool group_dead;	/* use the argument of sched_process_exit; only where kernel_has_group_dead() */
	__u32 ring_bytes;
};

/* A record out of the ring; which of its members holds is in header.type. */
union record {
	struct prm_header header;
	struct {
		struct prm_header of;
		struct prm_subject subject;
		struct prm_parent parent;
	} process;
	struct prm_process_started started;
	struct prm_process_forked forked;
	struct prm_process_exited exited;
};

struct session {
	struct bpf_object *object;
	struct bpf_link *links[3];
	struct bpf_program *programs[3];	/* in the order fork, exec, exit */
	struct ring_buffer *ring;
	const struct prm_counters *books;	/* mapped */
	union record **records;		/* what was drained, each a copy */
	size_t record_count;
	__u64 delivered;		/* all that were drained, forgotten ones too */
};

/* Does this kernel's BTF say that sched_process_exit has a second argument? */
bool kernel_has_group_dead(void);

/* Loads and attaches; ends the test program with the reason when it cannot. */
void session_open(struct session *session, struct session_options options);
/* Takes what is in the ring. */
void session_drain(struct session *session);
/* Stops the programs, and returns when none runs any more. The ring can still be drained. */
void session_detach(struct session *session);
void session_forget_records(struct session *session);
void session_close(struct session *session);

__u64 session_seen(const struct session *session);
__u64 session_lost(const struct session *session);

/* The path and the argument area of a prm_process_started. */
const char *record_image(const union record *record);
const char *record_arguments(const union record *record);

#endif
