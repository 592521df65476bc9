/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * What every program here is made of: how sections and maps are declared, the ring, the books, and a record's header.
 * prmonitor.bpf.c says what a loader does with them.
 */
#ifndef PRMONITOR_PROGRAM_H
#define PRMONITOR_PROGRAM_H

#include "kernel.h"
#include "../wire/prmonitor_wire.h"
#include "../wire/prmonitor_linux.h"

#define SEC(name) __attribute__((section(name), used))
#define __uint(name, value) int(*name)[value]
#define __type(name, value) typeof(value) *name
#define __always_inline inline __attribute__((always_inline))

/*
 * The source may be taken under GPL-2.0-only or Apache-2.0. Of the strings that license_is_gpl_compatible() knows this one
 * says so: "GNU Public License v2 rights and more" (include/linux/module.h). bpf_probe_read_* and the BTF pointers ask for it.
 */
char LICENSE[] SEC("license") = "GPL and additional rights";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4 << 20);
} prm_ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct prm_counters);
} prm_counters SEC(".maps");

static __always_inline struct prm_counters *counters(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&prm_counters, &zero);
}

static __always_inline void count_seen(struct prm_counters *books)
{
	__u32 slot = bpf_get_smp_processor_id() & (PRM_SEEN_SLOTS - 1);

	__sync_fetch_and_add(&books->slots[slot].seen, 1);
}

static __always_inline void count_lost(struct prm_counters *books)
{
	__sync_fetch_and_add(&books->lost, 1);
}

static __always_inline void fill_header(struct prm_header *header, struct prm_counters *books, __u8 type, __u32 size)
{
	header->size = size;
	header->type = type;
	header->version = PRM_WIRE_VERSION;
	header->flags = 0;
	header->time = bpf_ktime_get_boot_ns();
	header->lost = *(volatile __u64 *)&books->lost;
}

#endif
