/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * The wire contract: what Ring 0 puts into the ring and Ring 3 takes out, on every platform.
 *
 * A record is a prm_header, the fixed part of its type, and then the bytes of its variable part without padding between
 * them. Little-endian, naturally aligned, no implicit padding. header.size covers all of it and is no larger than
 * PRM_RECORD_MAX. A reader checks every length before it reads a byte and refuses a version that it does not know.
 *
 * The Java twin is org.prmonitor.nativeaccess.internal.wire; both sides pin sizes and offsets, and the golden records
 * that golden.c makes are decoded by the Java tests.
 */
#ifndef PRMONITOR_WIRE_H
#define PRMONITOR_WIRE_H

/* The includer brings __u8, __u16, __u32, __u64 and __s32 (linux/types.h, or the BPF object's own). */

#define PRM_WIRE_VERSION	1

#define PRM_IMAGE_MAX		4096	/* PATH_MAX, the terminating NUL not stored */
#define PRM_ARGUMENTS_MAX	16384	/* bytes of the argument area */

enum prm_type {
	PRM_PROCESS_STARTED = 1,
	PRM_PROCESS_FORKED = 2,
	PRM_PROCESS_EXITED = 3,
};

/* prm_header.flags */
#define PRM_FLAG_ARGUMENTS_TRUNCATED	0x01	/* the process got more than the record holds */
#define PRM_FLAG_IMAGE_TRUNCATED	0x02
#define PRM_FLAG_ARGUMENTS_UNREADABLE	0x04	/* the argument area could not be read: absent, not empty */

struct prm_header {
	__u32 size;		/* the whole record, in bytes */
	__u8  type;		/* enum prm_type */
	__u8  version;		/* PRM_WIRE_VERSION */
	__u16 flags;		/* PRM_FLAG_* */
	__u64 time;		/* Linux: CLOCK_BOOTTIME in ns */
	__u64 lost;		/* events that found no room before this one, since the session began; a reader keeps the highest */
};

/* Whom the event is about. */
struct prm_subject {
	__u64 start_time;	/* Linux: task->group_leader->start_boottime, ns */
	__u32 process_id;	/* tgid in the root PID namespace */
	__u32 thread_id;	/* the thread that acted: that called execve(), that exited last */
	__u32 user_id;		/* real, in the root user namespace */
	__u32 group_id;
	__u32 session_id;	/* 0: unknown */
	__u32 reserved;		/* 0 */
};

struct prm_parent {
	__u64 start_time;
	__u32 process_id;	/* real_parent's tgid; 0: none (init, kthreadd) */
	__u32 creator_id;	/* who called, where that is not the parent; 0: the parent did */
};

struct prm_process_started {
	struct prm_header header;
	struct prm_subject subject;
	struct prm_parent parent;
	__u16 image_length;	/* bytes of the path that follow */
	__u16 arguments_length;	/* bytes of the argument area that follow the path: NUL-terminated strings, of which the last is
				   cut, and has no NUL, with PRM_FLAG_ARGUMENTS_TRUNCATED */
	__u32 reserved;		/* 0 */
};

struct prm_process_forked {
	struct prm_header header;
	struct prm_subject subject;	/* the child; thread_id is the child's own */
	struct prm_parent parent;
};

struct prm_process_exited {
	struct prm_header header;
	struct prm_subject subject;
	struct prm_parent parent;
	__u32 status;		/* Linux: raw wait status, as waitpid() gives it */
	__u32 reserved;		/* 0 */
};

#define PRM_RECORD_MAX	(sizeof(struct prm_process_started) + PRM_IMAGE_MAX + PRM_ARGUMENTS_MAX)

_Static_assert(sizeof(struct prm_header) == 24, "prm_header");
_Static_assert(sizeof(struct prm_subject) == 32, "prm_subject");
_Static_assert(sizeof(struct prm_parent) == 16, "prm_parent");
_Static_assert(sizeof(struct prm_process_started) == 80, "prm_process_started");
_Static_assert(sizeof(struct prm_process_forked) == 72, "prm_process_forked");
_Static_assert(sizeof(struct prm_process_exited) == 80, "prm_process_exited");

#endif
