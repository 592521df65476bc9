/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * The wire contract: what Ring 0 puts into the ring and Ring 3 takes out, on every platform.
 *
 * A record is a prm_header, the fixed part of its type, and then the bytes of its variable part without padding between
 * them. Little-endian, naturally aligned, no implicit padding. header.size covers all of it and is no larger than
 * PRM_RECORD_MAX (Linux) or PRM_WINDOWS_RECORD_MAX. A reader checks every length before it reads a byte and refuses a
 * version that it does not know.
 *
 * The platforms differ in units and texts, and where they do, the field says so. Text is bytes as the kernel has them on
 * Linux and UTF-16LE, perhaps with unpaired surrogates, on Windows; lengths are in bytes everywhere. On Windows the last
 * bytes of every record are the user's SID.
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

#define PRM_WINDOWS_TEXT_MAX	65534	/* what a UNICODE_STRING can hold: images, command lines, key paths, names */
#define PRM_VALUE_DATA_MAX	4096	/* bytes of a registry value's data; the rest is cut */
#define PRM_SID_MAX		68	/* SECURITY_MAX_SID_SIZE */

#define PRM_UNKNOWN		0xFFFFFFFFu	/* an id that is not known, where 0 is an id */

enum prm_type {
	PRM_PROCESS_STARTED = 1,
	PRM_PROCESS_FORKED = 2,
	PRM_PROCESS_EXITED = 3,
	PRM_IMAGE_LOADED = 4,		/* Windows */
	PRM_REGISTRY_CHANGED = 5,	/* Windows */
};

/* prm_header.flags */
#define PRM_FLAG_ARGUMENTS_TRUNCATED	0x01	/* the process got more than the record holds */
#define PRM_FLAG_IMAGE_TRUNCATED	0x02
#define PRM_FLAG_ARGUMENTS_UNREADABLE	0x04	/* the argument area could not be read: absent, not empty */
#define PRM_FLAG_DATA_TRUNCATED		0x08	/* prm_registry_changed: the value has more data, see data_size */
#define PRM_FLAG_KEY_TRUNCATED		0x10	/* prm_registry_changed: the key's path is longer than a text can be */
#define PRM_FLAG_STATUS_UNKNOWN		0x20	/* prm_process_exited: status could not be read; it is 0 */

struct prm_header {
	__u32 size;		/* the whole record, in bytes */
	__u8  type;		/* enum prm_type */
	__u8  version;		/* PRM_WIRE_VERSION */
	__u16 flags;		/* PRM_FLAG_* */
	__u64 time;		/* Linux: CLOCK_BOOTTIME in ns. Windows: system time, 100 ns since 1601-01-01 UTC */
	__u64 lost;		/* events that found no room before this one, since the session began; a reader keeps the highest */
};

/* Whom the event is about. */
struct prm_subject {
	__u64 start_time;	/* Linux: task->group_leader->start_boottime, ns. Windows: create time, as header.time; 0: unknown */
	__u32 process_id;	/* Linux: tgid in the root PID namespace. Windows: 0: no process, the kernel itself */
	__u32 thread_id;	/* the thread that acted: that called execve() or created the process, that exited last */
	__u32 user_id;		/* Linux: real, in the root user namespace. Windows: PRM_UNKNOWN, there is a SID */
	__u32 group_id;		/* as user_id */
	__u32 session_id;	/* Linux: 0: unknown. Windows: 0 is a session; PRM_UNKNOWN: unknown */
	__u16 sid_length;	/* Windows: bytes of the SID, no more than PRM_SID_MAX; 0: unknown. Linux: 0 */
	__u16 reserved;		/* 0 */
};

struct prm_parent {
	__u64 start_time;	/* as prm_subject's; 0: unknown */
	__u32 process_id;	/* Linux: real_parent's tgid. Windows: the inherited-from process. 0: none */
	__u32 creator_id;	/* who called, where that is not the parent; 0: the parent did */
};

struct prm_process_started {
	struct prm_header header;
	struct prm_subject subject;
	struct prm_parent parent;
	__u16 image_length;	/* bytes of the path that follow */
	__u16 arguments_length;	/* Linux: bytes of the argument area that follow the path: NUL-terminated strings, of which the
				   last is cut, and has no NUL, with PRM_FLAG_ARGUMENTS_TRUNCATED. Windows: the command line */
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
	__u32 status;		/* Linux: raw wait status, as waitpid() gives it. Windows: the exit status */
	__u32 reserved;		/* 0 */
};

/* prm_image_loaded.image_flags */
#define PRM_IMAGE_KERNEL	0x01	/* mapped into the system's space: a driver. subject.process_id is 0 */
#define PRM_IMAGE_PARTIAL	0x02	/* not all of it is mapped */

/* Windows: PsSetLoadImageNotifyRoutine. */
struct prm_image_loaded {
	struct prm_header header;
	struct prm_subject subject;	/* into whose space it was mapped */
	__u64 base;			/* address */
	__u64 image_size;		/* bytes */
	__u32 image_flags;		/* PRM_IMAGE_* */
	__u16 path_length;		/* bytes of the path that follow; 0: the kernel has no name for it */
	__u8  signature_level;		/* IMAGE_INFO.ImageSignatureLevel, SE_SIGNING_LEVEL_*: 0: unchecked, 1: unsigned */
	__u8  signature_type;		/* IMAGE_INFO.ImageSignatureType, SE_IMAGE_SIGNATURE_* */
};

enum prm_registry_operation {
	PRM_KEY_CREATED = 1,
	PRM_KEY_DELETED = 2,
	PRM_KEY_RENAMED = 3,
	PRM_VALUE_SET = 4,
	PRM_VALUE_DELETED = 5,
};

/* Windows: CmRegisterCallbackEx, after the operation, those that failed included. */
struct prm_registry_changed {
	struct prm_header header;
	struct prm_subject subject;	/* who did it */
	__s32 status;			/* NTSTATUS, the operation's final one */
	__u32 value_type;		/* PRM_VALUE_SET: REG_*; else 0 */
	__u32 data_size;		/* PRM_VALUE_SET: bytes that the value was given, of which data_length follow; else 0 */
	__u16 key_length;		/* bytes of the key's path (\REGISTRY\MACHINE\...), which comes first */
	__u16 name_length;		/* then the value's name (empty: the key's default value), or the key's new name */
	__u16 data_length;		/* then the data, no more than PRM_VALUE_DATA_MAX */
	__u8  operation;		/* enum prm_registry_operation */
	__u8  reserved[5];		/* 0 */
};

#define PRM_RECORD_MAX	(sizeof(struct prm_process_started) + PRM_IMAGE_MAX + PRM_ARGUMENTS_MAX)
#define PRM_WINDOWS_RECORD_MAX \
	(sizeof(struct prm_registry_changed) + 2 * PRM_WINDOWS_TEXT_MAX + PRM_VALUE_DATA_MAX + PRM_SID_MAX)

_Static_assert(sizeof(struct prm_header) == 24, "prm_header");
_Static_assert(sizeof(struct prm_subject) == 32, "prm_subject");
_Static_assert(sizeof(struct prm_parent) == 16, "prm_parent");
_Static_assert(sizeof(struct prm_process_started) == 80, "prm_process_started");
_Static_assert(sizeof(struct prm_process_forked) == 72, "prm_process_forked");
_Static_assert(sizeof(struct prm_process_exited) == 80, "prm_process_exited");
_Static_assert(sizeof(struct prm_image_loaded) == 80, "prm_image_loaded");
_Static_assert(sizeof(struct prm_registry_changed) == 80, "prm_registry_changed");

#endif
