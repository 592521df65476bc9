/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How Ring 3 talks to PRMonitor.sys: the device, the control codes and what each takes and gives. The records that GETINFO
 * gives are prmonitor_wire.h's; include that first. The same layout for 32- and 64-bit callers. The Java twin is
 * org.prmonitor.nativeaccess.internal.windows; both sides pin sizes and offsets.
 *
 * A session belongs to a file object. It begins with START and ends with STOP, or when the last handle to the file object
 * is closed. Every code is METHOD_BUFFERED, asks for a handle with read and write access, and has its lengths checked
 * before a byte moves: an input of another size than its structure's is STATUS_INFO_LENGTH_MISMATCH, an output shorter
 * than its structure STATUS_BUFFER_TOO_SMALL. IoStatus.Information is exactly the bytes written.
 *
 *     open the device, create an auto-reset event            CreateFile, CreateEvent
 *     IOCTL_PRM_STARTHOOK with the event                     Ring 0 watches from here on
 *     wait on the event                                      set when the ring goes from empty to not empty; never reset it
 *     IOCTL_PRM_GETINFO until waiting_records is 0, wait again
 *     IOCTL_PRM_STOPHOOK, close
 */
#ifndef PRMONITOR_WINDOWS_H
#define PRMONITOR_WINDOWS_H

#define PRM_DEVICE_NAME		"PRMonitor"	/* \Device\PRMonitor, \??\PRMonitor; Ring 3 opens \\.\PRMonitor */

#define PRM_DEVICE_TYPE		0x8337u		/* of the range for vendors: 0x8000 and above */
/* CTL_CODE(PRM_DEVICE_TYPE, function, METHOD_BUFFERED, FILE_READ_DATA | FILE_WRITE_DATA); functions 0x800 and above are ours */
#define PRM_CONTROL(function)	((PRM_DEVICE_TYPE << 16) | (3u << 14) | ((function) << 2))

#define IOCTL_PRM_VERSION	PRM_CONTROL(0x800u)	/* in: nothing	out: prm_version */
#define IOCTL_PRM_STARTHOOK	PRM_CONTROL(0x801u)	/* in: prm_start	out: nothing */
#define IOCTL_PRM_GETINFO	PRM_CONTROL(0x802u)	/* in: nothing	out: prm_batch and records */
#define IOCTL_PRM_STOPHOOK	PRM_CONTROL(0x803u)	/* in: nothing	out: nothing */
#define IOCTL_PRM_STATS		PRM_CONTROL(0x804u)	/* in: nothing	out: prm_statistics */

/* Raised when a structure here changes; a reader refuses another number than its own. */
#define PRM_CONTROL_VERSION	1

#define PRM_DRIVER_MAJOR	0
#define PRM_DRIVER_MINOR	1
#define PRM_DRIVER_PATCH	0

#define PRM_SESSIONS_MAX	8

/* A ring takes whole pages; START rounds up. The least holds the largest record. */
#define PRM_RING_MIN		(256u << 10)
#define PRM_RING_MAX		(64u << 20)

/* prm_version.flags */
#define PRM_VERSION_TEST	0x01	/* the test image, which takes IOCTL_PRM_INJECT; never installed on a user's machine */

struct prm_version {
	__u32 control_version;	/* PRM_CONTROL_VERSION: read it first, it never moves */
	__u32 wire_version;	/* PRM_WIRE_VERSION */
	__u16 major;		/* of the driver */
	__u16 minor;
	__u16 patch;
	__u16 flags;		/* PRM_VERSION_* */
};

#define PRM_TYPE_MASK(type)	(1u << (type))	/* enum prm_type */

enum prm_process_filter {
	PRM_EVERY_PROCESS = 0,		/* process_id is 0 */
	PRM_WITHOUT_PROCESS = 1,	/* all but process_id's own events */
	PRM_ONLY_PROCESS = 2,		/* process_id's own events */
};

/*
 * Errors: STATUS_REVISION_MISMATCH control_version; STATUS_INVALID_PARAMETER no type, an unknown type or filter, ring_bytes
 * out of range, reserved not 0; STATUS_INVALID_HANDLE, STATUS_OBJECT_TYPE_MISMATCH, STATUS_ACCESS_DENIED the event (it takes
 * EVENT_MODIFY_STATE); STATUS_DEVICE_BUSY this file object has a session; STATUS_TOO_MANY_SESSIONS PRM_SESSIONS_MAX are open;
 * STATUS_INSUFFICIENT_RESOURCES no memory for the ring.
 */
struct prm_start {
	__u32 control_version;	/* PRM_CONTROL_VERSION */
	__u32 types;		/* PRM_TYPE_MASK() of what is wanted. What this kernel cannot watch is left out; STATS says what it can */
	__u64 event;		/* a handle to an auto-reset event, zero-extended */
	__u32 ring_bytes;	/* PRM_RING_MIN to PRM_RING_MAX */
	__u32 filter;		/* enum prm_process_filter */
	__u32 process_id;
	__u32 reserved;		/* 0 */
};

/*
 * What GETINFO gives: this, then as many whole records as fit, the oldest first. Each begins at a multiple of 8 from the
 * output's beginning; the gap before it is zero. A record that does not fit stays in the ring, and when it is the first,
 * the answer is STATUS_BUFFER_TOO_SMALL and nothing is lost. STATUS_INVALID_DEVICE_STATE: no session.
 */
struct prm_batch {
	__u32 records;		/* given now */
	__u32 bytes;		/* of them, gaps included, this structure not */
	__u32 waiting_records;	/* left in the ring */
	__u32 waiting_bytes;	/* that an output must have room for, beyond this structure, to take all that wait; saturates */
	__u64 lost;		/* events that found no room since the session began, read in the same instant */
};

/* prm_statistics.capabilities */
#define PRM_CAN_WATCH_PROCESSES	0x01	/* the watch is registered; else its status says why not */
#define PRM_CAN_WATCH_IMAGES	0x02
#define PRM_CAN_WATCH_REGISTRY	0x04
#define PRM_HAS_PRECISE_TIME	0x08	/* KeQuerySystemTimePrecise; else the clock's tick, up to 15.6 ms */

/*
 * The driver's state and this file object's session; without a session the session's fields are 0. At any moment
 * seen == delivered + lost + waiting_records.
 */
struct prm_statistics {
	__u32 capabilities;	/* PRM_CAN_*, PRM_HAS_* */
	__u32 sessions;		/* open now, on all file objects */
	__s32 process_status;	/* NTSTATUS of the registration */
	__s32 image_status;
	__s32 registry_status;
	__u32 ring_bytes;	/* of the session, as rounded */
	__u32 types;		/* of the session */
	__u32 reserved;		/* 0 */
	__u64 seen;		/* events that passed the session's types and filter */
	__u64 delivered;	/* given by GETINFO */
	__u64 lost;		/* found no room in the ring, or no memory for the record */
	__u64 waiting_records;
	__u64 waiting_bytes;
};

_Static_assert(IOCTL_PRM_STARTHOOK == 0x8337E004u, "IOCTL_PRM_STARTHOOK");
_Static_assert(sizeof(struct prm_version) == 16, "prm_version");
_Static_assert(sizeof(struct prm_start) == 32, "prm_start");
_Static_assert(sizeof(struct prm_batch) == 24, "prm_batch");
_Static_assert(sizeof(struct prm_statistics) == 72, "prm_statistics");
_Static_assert(PRM_WINDOWS_RECORD_MAX + 8 <= PRM_RING_MIN, "the least ring holds the largest record");

#endif
