/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * The books of a Linux session: the one value of the map prm_counters, which Ring 3 maps read-only and reads without a
 * system call. Include prmonitor_wire.h's integer types first. Offsets are pinned by the Java twin.
 *
 * When nothing runs, seen == records put in the ring + lost, where seen is the sum over all slots. While events flow a
 * reader may catch an event between the two, so it may find seen ahead by one per processor, never behind.
 */
#ifndef PRMONITOR_LINUX_H
#define PRMONITOR_LINUX_H

#define PRM_CACHE_LINE		64
#define PRM_SEEN_SLOTS		256	/* a power of two; processors beyond it share slots, which are added to atomically */

/* A cache line to each processor, so that counting never makes two of them wait for one another. */
struct prm_seen_slot {
	__u64 seen;		/* events that passed the type and process filters */
	__u64 reserved[PRM_CACHE_LINE / sizeof(__u64) - 1];
};

struct prm_counters {
	__u64 lost;		/* events that found no room in the ring; one for all, because every record carries it */
	__u64 reserved[PRM_CACHE_LINE / sizeof(__u64) - 1];
	struct prm_seen_slot slots[PRM_SEEN_SLOTS];	/* slot: processor & (PRM_SEEN_SLOTS - 1) */
};

_Static_assert(sizeof(struct prm_seen_slot) == PRM_CACHE_LINE, "prm_seen_slot");
_Static_assert(__builtin_offsetof(struct prm_counters, lost) == 0, "prm_counters.lost");
_Static_assert(__builtin_offsetof(struct prm_counters, slots) == PRM_CACHE_LINE, "prm_counters.slots");
_Static_assert(sizeof(struct prm_counters) == 64 + 256 * 64, "prm_counters");

#endif
