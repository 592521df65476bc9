/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The test image's own control code (-DPRM_TEST): calls the very routines that the kernel would call, with structures made
 * from what the caller gives, on a system thread. The released image has none of it. Include prmonitor_wire.h and
 * prmonitor_windows.h first. STATUS_PENDING is never returned: the call ends at once, and the events come.
 */
#ifndef PRMONITOR_INJECT_H
#define PRMONITOR_INJECT_H

#define IOCTL_PRM_INJECT	PRM_CONTROL(0x8F0u)	/* in: prm_inject, text, name, data	out: nothing */

/*
 * The process object handed to the watcher is the calling process's, so that start time, session and SID are the caller's
 * real ones; an image of process 0 has none, as in the kernel. When count is above 1, a space and the event's number in
 * decimal, from 0, follow the name (a command line, a value's name) or, where the kind has no name, the text.
 */
struct prm_inject {
	__u32 type;		/* enum prm_type: PRM_PROCESS_STARTED, PRM_PROCESS_EXITED, PRM_IMAGE_LOADED, PRM_REGISTRY_CHANGED */
	__u32 operation;	/* enum prm_registry_operation, or 0 */
	__u32 count;		/* 1 to 10,000,000 */
	__u32 rate;		/* events a second, in steps of a millisecond; 0: as fast as it goes */
	__u32 process_id;	/* as the kernel would say it: of the new process, of the one that ends, of the image's */
	__u32 parent_id;	/* started */
	__u32 creator_id;	/* started: CreatingThreadId.UniqueProcess */
	__u32 thread_id;	/* started: CreatingThreadId.UniqueThread */
	__s32 status;		/* registry: the operation's status */
	__u32 value_type;	/* registry, value set */
	__u64 base;		/* image */
	__u64 image_size;	/* image */
	__u16 text_length;	/* bytes: image path, or key path */
	__u16 name_length;	/* bytes: command line, value name, or new key name */
	__u32 data_length;	/* bytes: value data, up to 65,536 */
};

_Static_assert(sizeof(struct prm_inject) == 64, "prm_inject");

#endif
