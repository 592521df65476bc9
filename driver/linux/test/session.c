// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/membarrier.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *const program_names[] = { "prm_fork", "prm_exec", "prm_exit" };

static void require(bool done, const char *what)
{
	if (!done) {
		printf("FAIL  %s: %s\n", what, strerror(errno));
		exit(1);
	}
}

bool kernel_has_group_dead(void)
{
	struct btf *btf = btf__load_vmlinux_btf();
	const struct btf_type *type;
	int id;
	bool has;

	require(btf != NULL, "cannot read /sys/kernel/btf/vmlinux");
	id = btf__find_by_name_kind(btf, "btf_trace_sched_process_exit", BTF_KIND_TYPEDEF);
	require(id > 0, "BTF has no btf_trace_sched_process_exit");
	type = btf__type_by_id(btf, btf__type_by_id(btf, id)->type);	/* the pointer */
	has = btf_vlen(btf__type_by_id(btf, type->type)) == 3;
	btf__free(btf);
	return has;
}

/* Writes a read-only global before loading, found by its name in the object's own BTF as any loader would. */
static void set_global(struct bpf_object *object, const char *name, const void *value, size_t size)
{
	struct bpf_map *map = bpf_object__find_map_by_name(object, ".rodata");
	const struct btf *btf = bpf_object__btf(object);
	const struct btf_type *section = btf__type_by_id(btf, btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC));
	const struct btf_var_secinfo *variable = btf_var_secinfos(section);
	const void *initial;
	char values[64];
	size_t bytes;
	int i;

	if (!map)	/* libbpf names it after the object */
		map = bpf_object__find_map_by_name(object, "prmonitor.rodata");
	require(map != NULL, "the object has no .rodata");
	initial = bpf_map__initial_value(map, &bytes);
	require(bytes <= sizeof(values), ".rodata is larger than expected");
	memcpy(values, initial, bytes);
	for (i = 0; i < btf_vlen(section); i++, variable++)
		if (!strcmp(btf__name_by_offset(btf, btf__type_by_id(btf, variable->type)->name_off), name)) {
			require(variable->size == size && variable->offset + size <= bytes, name);
			memcpy(values + variable->offset, value, size);
			require(bpf_map__set_initial_value(map, values, bytes) == 0, name);
			return;
		}
	require(false, name);
}

static int keep(void *context, void *data, size_t size)
{
	struct session *session = context;
	union record *copy = malloc(size > sizeof(*copy) ? size : sizeof(*copy));

	require(copy != NULL, "malloc");
	if (session->record_count % 1024 == 0) {
		session->records = realloc(session->records, (session->record_count + 1024) * sizeof(*session->records));
		require(session->records != NULL, "realloc");
	}
	memcpy(copy, data, size);
	if (size < sizeof(copy->header) || copy->header.size != size) {
		printf("FAIL  a record of %zu bytes says %u\n", size, copy->header.size);
		exit(1);
	}
	session->records[session->record_count++] = copy;
	session->delivered++;
	return 0;
}

void session_open(struct session *session, struct session_options options)
{
	size_t i;

	memset(session, 0, sizeof(*session));
	session->object = bpf_object__open_file(PRMONITOR_OBJECT, NULL);
	require(session->object != NULL, "cannot open " PRMONITOR_OBJECT);
	set_global(session->object, "prm_types", &options.types, sizeof(options.types));
	set_global(session->object, "prm_excluded_process", &options.excluded_process, sizeof(options.excluded_process));
	set_global(session->object, "prm_exit_has_group_dead", &options.group_dead, sizeof(options.group_dead));
	bpf_map__set_max_entries(bpf_object__find_map_by_name(session->object, "prm_ring"), options.ring_bytes);
	if (options.group_dead)
		bpf_map__set_max_entries(bpf_object__find_map_by_name(session->object, "prm_exited"), 1);
	require(bpf_object__load(session->object) == 0, "the kernel refuses the object");
	session->books = mmap(NULL, sizeof(*session->books), PROT_READ, MAP_SHARED,
			      bpf_object__find_map_fd_by_name(session->object, "prm_counters"), 0);
	require(session->books != MAP_FAILED, "cannot map prm_counters");
	session->ring = ring_buffer__new(bpf_object__find_map_fd_by_name(session->object, "prm_ring"), keep, session, NULL);
	require(session->ring != NULL, "cannot map prm_ring");
	for (i = 0; i < 3; i++) {
		session->programs[i] = bpf_object__find_program_by_name(session->object, program_names[i]);
		require(session->programs[i] != NULL, program_names[i]);
		session->links[i] = bpf_program__attach(session->programs[i]);
		require(session->links[i] != NULL, program_names[i]);
	}
}

void session_drain(struct session *session)
{
	require(ring_buffer__consume(session->ring) >= 0, "cannot read the ring");
}

void session_detach(struct session *session)
{
	size_t i;

	for (i = 0; i < 3; i++) {
		bpf_link__destroy(session->links[i]);
		session->links[i] = NULL;
	}
	/* Waits for an RCU grace period: every program that had begun has ended. */
	require(syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0) == 0, "membarrier");
}

void session_forget_records(struct session *session)
{
	size_t i;

	for (i = 0; i < session->record_count; i++)
		free(session->records[i]);
	free(session->records);
	session->records = NULL;
	session->record_count = 0;
}

void session_close(struct session *session)
{
	session_detach(session);
	ring_buffer__free(session->ring);
	munmap((void *)session->books, sizeof(*session->books));
	bpf_object__close(session->object);
	session_forget_records(session);
}

__u64 session_seen(const struct session *session)
{
	__u64 seen = 0;
	int slot;

	for (slot = 0; slot < PRM_SEEN_SLOTS; slot++)
		seen += *(const volatile __u64 *)&session->books->slots[slot].seen;
	return seen;
}

__u64 session_lost(const struct session *session)
{
	return *(const volatile __u64 *)&session->books->lost;
}

const char *record_image(const union record *record)
{
	return (const char *)record + sizeof(record->started);
}

const char *record_arguments(const union record *record)
{
	return record_image(record) + record->started.image_length;
}
