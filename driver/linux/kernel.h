/* SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0 */
/*
 * The little that the program needs to know of the kernel: integer types, the numbers of the helpers it calls and the
 * fields it reads. Nothing is included from the machine that compiles, so the object does not depend on its packages.
 *
 * Only a field's name and its place in the graph count. Offsets and sizes are those of no kernel: preserve_access_index
 * makes clang write down every access (.BTF.ext), and the loader patches it for the running kernel (CO-RE).
 */
#ifndef PRMONITOR_KERNEL_H
#define PRMONITOR_KERNEL_H

typedef unsigned char __u8;
typedef unsigned short __u16;
typedef unsigned int __u32;
typedef unsigned long long __u64;
typedef int __s32;

/* include/uapi/linux/bpf.h */
enum {
	BPF_MAP_TYPE_ARRAY = 2,
	BPF_MAP_TYPE_PERCPU_ARRAY = 6,
	BPF_MAP_TYPE_LRU_HASH = 9,
	BPF_MAP_TYPE_RINGBUF = 27,
};

enum {
	BPF_NOEXIST = 1,
	BPF_F_MMAPABLE = 1 << 10,
};

static void *(*const bpf_map_lookup_elem)(void *map, const void *key) = (void *)1;
static long (*const bpf_map_update_elem)(void *map, const void *key, const void *value, __u64 flags) = (void *)2;
static __u32 (*const bpf_get_smp_processor_id)(void) = (void *)8;
static long (*const bpf_probe_read_user)(void *to, __u32 size, const void *from) = (void *)112;
static long (*const bpf_probe_read_kernel_str)(void *to, __u32 size, const void *from) = (void *)115;
static __u64 (*const bpf_ktime_get_boot_ns)(void) = (void *)125;
static long (*const bpf_ringbuf_output)(void *ring, void *data, __u64 size, __u64 flags) = (void *)130;
static void *(*const bpf_ringbuf_reserve)(void *ring, __u64 size, __u64 flags) = (void *)131;
static void (*const bpf_ringbuf_submit)(void *data, __u64 flags) = (void *)132;

/* include/uapi/asm-generic/errno-base.h */
#define EEXIST 17

/* include/linux/sched/signal.h: the whole process is exiting, and group_exit_code says how. */
#define SIGNAL_GROUP_EXIT 0x00000004

/* include/linux/pid_types.h: PIDTYPE_SID */
#define PIDTYPE_SID 3

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	__u32 val;
} kuid_t;

typedef struct {
	__u32 val;
} kgid_t;

struct cred {
	kuid_t uid;
	kgid_t gid;
};

struct upid {
	int nr;
};

struct pid {
	struct upid numbers[1];		/* [0] is the root namespace's */
};

struct signal_struct {
	atomic_t live;
	int group_exit_code;
	unsigned int flags;
	struct pid *pids[4];
};

struct mm_struct {
	unsigned long arg_start;
	unsigned long arg_end;
};

struct task_struct {
	struct mm_struct *mm;
	int exit_code;
	int pid;
	int tgid;
	struct task_struct *real_parent;
	struct task_struct *group_leader;
	__u64 start_boottime;
	const struct cred *real_cred;
	struct signal_struct *signal;
};

struct linux_binprm {
	const char *filename;
};

#pragma clang attribute pop

#endif
