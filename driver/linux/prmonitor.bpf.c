// SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0
/*
 * PRMonitor's eyes on Linux: every process that is copied, runs an image or ends becomes one record in a ring.
 * Linux 5.8 or later with BTF (/sys/kernel/btf/vmlinux); CAP_BPF and CAP_PERFMON, or root.
 *
 * What the loader does:
 *
 *  1. Maps (section .maps): sets prm_ring's max_entries (a power of two, at least a page); may set prm_exited's to 1 where
 *     prm_exit_has_group_dead is true, because nothing looks into it then. All others are created as they are declared.
 *  2. Read-only globals (section .rodata), patched before the map is frozen, so that the verifier removes what is not asked for:
 *        prm_types                u32   bit mask, 1 << enum prm_type; all by default
 *        prm_excluded_process     u32   the process whose own events are left out; 0, the default: none
 *        prm_exit_has_group_dead  bool  whether this kernel's sched_process_exit has the argument `bool group_dead`: the
 *                                       function behind BTF's typedef btf_trace_sched_process_exit has three parameters
 *                                       then (void *, struct task_struct *, bool), otherwise two. False, the default, is
 *                                       right on every kernel and dearer.
 *  3. Programs: BPF_PROG_TYPE_TRACING, attach type BPF_TRACE_RAW_TP, attach_btf_id of btf_trace_<name>, where the section is
 *     tp_btf/<name>. A program whose type is not asked for need not be loaded.
 *  4. Reads prm_ring. Every record wakes a sleeping reader that has read all before it, as the kernel's default is.
 *
 * The books (prm_counters, see prmonitor_linux.h): only what passes the filters is seen. seen == in the ring + lost.
 * header.lost is read outside the ring's lock. Two processors may therefore take their places in the ring in one order and
 * the count in the other: a reader keeps the highest value that it met, and asks prm_counters for losses after the last record.
 * Should a kernel ever run these programs preemptible, what it skips is in bpf_prog_info.recursion_misses.
 */
#include "program.h"

/* Makes the compiler forget what it knows of a value. */
#define barrier_var(variable) asm volatile("" : "+r"(variable))

const volatile __u32 prm_types = 1 << PRM_PROCESS_STARTED | 1 << PRM_PROCESS_FORKED | 1 << PRM_PROCESS_EXITED;
const volatile __u32 prm_excluded_process = 0;
const volatile _Bool prm_exit_has_group_dead = 0;

/*
 * Room for one exec record. The path is read with two bytes more than a record holds, for its NUL and for the one byte that
 * tells "just fits" from "cut"; the arguments then overwrite them.
 */
struct prm_exec_buffer {
	struct prm_process_started started;
	__u8 variable[PRM_IMAGE_MAX + 2 + PRM_ARGUMENTS_MAX];
};

/* A process for the machine's life. */
struct prm_process_key {
	__u64 start_time;
	__u32 process_id;
	__u32 reserved;		/* 0 */
};

/* The record is too large for the stack. A program is not interrupted by itself on one processor, so one each is enough. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct prm_exec_buffer);
} prm_scratch SEC(".maps");

/*
 * The latest exits, for kernels without group_dead (before 6.16). An entry is of use for the moment between two threads' exits
 * only. It costs an exit as much again, 0.8 us, and nothing cheaper is exact: no field of a process tells for sure that it
 * never had a second thread, and the atomic exchange that could claim a slot came with 5.12.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, struct prm_process_key);
	__type(value, __u8);
} prm_exited SEC(".maps");

static __always_inline _Bool is_wanted(__u32 type, struct task_struct *task)
{
	return (prm_types & 1 << type) && (!prm_excluded_process || (__u32)task->tgid != prm_excluded_process);
}

static __always_inline void fill_subject(struct prm_subject *subject, struct task_struct *task, __u32 thread_id)
{
	const struct cred *cred = task->real_cred;	/* what others see of it, as /proc/PID/status has it */

	subject->start_time = task->group_leader->start_boottime;
	subject->process_id = task->tgid;
	subject->thread_id = thread_id;
	subject->user_id = cred->uid.val;
	subject->group_id = cred->gid.val;
	subject->session_id = task->signal->pids[PIDTYPE_SID]->numbers[0].nr;
	subject->reserved = 0;
}

static __always_inline void fill_parent(struct prm_parent *parent, struct task_struct *task, __u32 creator_id)
{
	struct task_struct *real_parent = task->real_parent;
	__u32 process_id = real_parent->tgid;

	parent->start_time = process_id ? real_parent->group_leader->start_boottime : 0;
	parent->process_id = process_id;
	parent->creator_id = creator_id == process_id ? 0 : creator_id;
}

/* TP_PROTO(struct task_struct *parent, struct task_struct *child); parent is who calls, with CLONE_PARENT not the parent. */
SEC("tp_btf/sched_process_fork")
int prm_fork(__u64 *context)
{
	struct task_struct *caller = (void *)context[0];
	struct task_struct *child = (void *)context[1];
	struct prm_process_forked *forked;
	struct prm_counters *books;

	if (child->pid != child->tgid || !is_wanted(PRM_PROCESS_FORKED, child))
		return 0;
	books = counters();
	if (!books)
		return 0;
	count_seen(books);
	forked = bpf_ringbuf_reserve(&prm_ring, sizeof(*forked), 0);
	if (!forked) {
		count_lost(books);
		return 0;
	}
	fill_header(&forked->header, books, PRM_PROCESS_FORKED, sizeof(*forked));
	fill_subject(&forked->subject, child, child->pid);
	fill_parent(&forked->parent, child, caller->tgid);
	bpf_ringbuf_submit(forked, 0);
	return 0;
}

/* The path as execve() was given it. Returns its length without the NUL, at most PRM_IMAGE_MAX. */
static __always_inline __u32 read_image(struct prm_exec_buffer *buffer, struct linux_binprm *program)
{
	long length = bpf_probe_read_kernel_str(buffer->variable, PRM_IMAGE_MAX + 2, program->filename) - 1;

	if (length < 0)
		return 0;
	if (length > PRM_IMAGE_MAX) {
		buffer->started.header.flags |= PRM_FLAG_IMAGE_TRUNCATED;
		return PRM_IMAGE_MAX;
	}
	return length;
}

/* The argument area behind the path, as /proc/PID/cmdline would show it now. Returns its length, at most PRM_ARGUMENTS_MAX. */
static __always_inline __u32 read_arguments(struct prm_exec_buffer *buffer, __u32 offset, struct mm_struct *mm)
{
	unsigned long start = mm->arg_start;
	__u64 length = mm->arg_end - start;

	if (length > PRM_ARGUMENTS_MAX) {
		buffer->started.header.flags |= PRM_FLAG_ARGUMENTS_TRUNCATED;
		length = PRM_ARGUMENTS_MAX;
	}
	/*
	 * The verifier must see the comparisons on the very registers that it then checks, or it says "R2 unbounded memory
	 * access": the compiler would otherwise drop them as already known.
	 */
	barrier_var(length);
	barrier_var(offset);
	if (length > PRM_ARGUMENTS_MAX || offset > PRM_IMAGE_MAX)
		return 0;
	if (bpf_probe_read_user(buffer->variable + offset, length, (void *)start)) {
		buffer->started.header.flags &= ~PRM_FLAG_ARGUMENTS_TRUNCATED;
		buffer->started.header.flags |= PRM_FLAG_ARGUMENTS_UNREADABLE;
		return 0;
	}
	return length;
}

/* TP_PROTO(struct task_struct *p, pid_t old_pid, struct linux_binprm *bprm); old_pid is the thread that called execve(). */
SEC("tp_btf/sched_process_exec")
int prm_exec(__u64 *context)
{
	struct task_struct *task = (void *)context[0];
	struct linux_binprm *program = (void *)context[2];
	struct prm_exec_buffer *buffer;
	struct prm_counters *books;
	__u32 zero = 0, image_length, arguments_length;
	__u64 size;

	if (!is_wanted(PRM_PROCESS_STARTED, task))
		return 0;
	books = counters();
	buffer = bpf_map_lookup_elem(&prm_scratch, &zero);
	if (!books || !buffer)
		return 0;
	count_seen(books);
	fill_header(&buffer->started.header, books, PRM_PROCESS_STARTED, 0);
	fill_subject(&buffer->started.subject, task, (__u32)context[1]);
	fill_parent(&buffer->started.parent, task, 0);
	image_length = read_image(buffer, program);
	arguments_length = read_arguments(buffer, image_length, task->mm);
	buffer->started.image_length = image_length;
	buffer->started.arguments_length = arguments_length;
	buffer->started.reserved = 0;
	size = sizeof(buffer->started) + image_length + arguments_length;
	buffer->started.header.size = size;
	barrier_var(size);
	if (size > PRM_RECORD_MAX || bpf_ringbuf_output(&prm_ring, buffer, size, 0))
		count_lost(books);
	return 0;
}

/*
 * Is this thread the last of its process? Without group_dead two threads that leave together may both find no one alive:
 * the first to note the process counts.
 */
static __always_inline _Bool is_process_exit(__u64 *context, struct task_struct *task)
{
	struct prm_process_key key = {};
	__u8 noted = 1;

	if (prm_exit_has_group_dead)
		return context[1] != 0;
	if (task->signal->live.counter != 0)
		return 0;
	key.start_time = task->group_leader->start_boottime;
	key.process_id = task->tgid;
	/* An int: before 6.4 the upper half of the register is not part of the answer. */
	return (int)bpf_map_update_elem(&prm_exited, &key, &noted, BPF_NOEXIST) != -EEXIST;
}

/* As wait_task_zombie() works it out: with no group exit it is the leader's code that the parent gets, whoever goes last. */
static __always_inline __u32 wait_status(struct task_struct *task)
{
	struct signal_struct *signal = task->signal;

	return signal->flags & SIGNAL_GROUP_EXIT ? signal->group_exit_code : task->group_leader->exit_code;
}

/* TP_PROTO(struct task_struct *p), since Linux 6.16 TP_PROTO(struct task_struct *p, bool group_dead). */
SEC("tp_btf/sched_process_exit")
int prm_exit(__u64 *context)
{
	struct task_struct *task = (void *)context[0];
	struct prm_process_exited *exited;
	struct prm_counters *books;

	if (!is_wanted(PRM_PROCESS_EXITED, task) || !is_process_exit(context, task))
		return 0;
	books = counters();
	if (!books)
		return 0;
	count_seen(books);
	exited = bpf_ringbuf_reserve(&prm_ring, sizeof(*exited), 0);
	if (!exited) {
		count_lost(books);
		return 0;
	}
	fill_header(&exited->header, books, PRM_PROCESS_EXITED, sizeof(*exited));
	fill_subject(&exited->subject, task, task->pid);
	fill_parent(&exited->parent, task, 0);
	exited->status = wait_status(task);
	exited->reserved = 0;
	bpf_ringbuf_submit(exited, 0);
	return 0;
}
