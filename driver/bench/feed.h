/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/* What the bench and its BPF program have to agree on; the Java twin is org.prmonitor.bench.internal.feed.FeedProgram. */
#ifndef PRMONITOR_FEED_H
#define PRMONITOR_FEED_H

/* Above every number that Linux gives to a process (PID_MAX_LIMIT is 4 Mi): nobody takes these for real ones. */
#define PRM_FEED_FIRST_PROCESS	0x40000000u
#define PRM_FEED_PROCESSES	0x3fffffffu	/* a mask; the last one stands for the end of a feed */
#define PRM_FEED_BATCH_MAX	256u		/* events a call */

/* The context of a call. Event 2n is the start of the n-th process, event 2n + 1 its exit. */
struct prm_feed {
	__u64 event;		/* in: the first event's number */
	__u64 start_time;	/* in: CLOCK_BOOTTIME in ns, when each of the processes is said to have started */
	__u64 count;		/* in: how many events, at most PRM_FEED_BATCH_MAX */
	__u64 stored;		/* out: how many of them found room in the ring */
};

_Static_assert(sizeof(struct prm_feed) == 32, "prm_feed");

#endif
