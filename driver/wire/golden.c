// SPDX-License-Identifier: Apache-2.0
/*
 * Makes the golden records: one file per record, byte for byte as the kernel would put it into the ring, and a README.md that
 * says what is in them. `make check` makes them anew and compares; the Java decoder's tests read them. Whoever changes the
 * wire contract sees both fail.
 *
 *     golden FOLDER
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"
#include "prmonitor_linux.h"

static const char *folder;
FILE *readme;

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "golden: %s %s/%s: %s\n", what, folder, name, strerror(errno));
	exit(1);
}

static FILE *create(const char *name)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "wb");
	if (!file)
		fail("cannot create", name);
	return file;
}

static void finish(FILE *file, const char *name)
{
	if (ferror(file) | fclose(file))
		fail("cannot write", name);
}

void write_file(const char *name, const void *bytes, size_t size)
{
	FILE *file = create(name);

	fwrite(bytes, 1, size, file);
	finish(file, name);
}

/* The values that a file has where its row does not say otherwise. No two fields of one record are equal. */
static const struct prm_header any_header = {
	.version = PRM_WIRE_VERSION, .time = 123456789012345, .lost = 7,
};
static const struct prm_subject any_subject = {
	.start_time = 123456780000000, .process_id = 4711, .thread_id = 4712,
	.user_id = 1000, .group_id = 1001, .session_id = 4700,
};
static const struct prm_parent any_parent = {
	.start_time = 98765430000000, .process_id = 4242, .creator_id = 0,
};

void describe(const char *name, const struct prm_header *header, const char *what)
{
	fprintf(readme, "| `%s` | %u | 0x%02x | %s |\n", name, header->size, header->flags, what);
}

static void started(const char *name, const char *what, __u16 flags, const void *image, __u16 image_length,
		    const void *arguments, __u16 arguments_length)
{
	static char record[PRM_RECORD_MAX];
	struct prm_process_started fixed = {
		.header = any_header, .subject = any_subject, .parent = any_parent,
		.image_length = image_length, .arguments_length = arguments_length,
	};

	fixed.header.type = PRM_PROCESS_STARTED;
	fixed.header.flags = flags;
	fixed.header.size = sizeof(fixed) + image_length + arguments_length;
	memcpy(record, &fixed, sizeof(fixed));
	memcpy(record + sizeof(fixed), image, image_length);
	memcpy(record + sizeof(fixed) + image_length, arguments, arguments_length);
	write_file(name, record, fixed.header.size);
	describe(name, &fixed.header, what);
}

/* A literal with all its bytes, the NUL that C puts at its end included: that is how an argument area ends. */
#define AREA(literal) literal, sizeof(literal)
#define PATH(literal) literal, sizeof(literal) - 1

static void all_started(void)
{
	static char long_image[PRM_IMAGE_MAX];
	static char long_arguments[PRM_ARGUMENTS_MAX];

	started("started.bin", "`/usr/bin/git` run as `git`, `status`, `--short`",
		0, PATH("/usr/bin/git"), AREA("git\0status\0--short"));
	started("started-no-arguments.bin", "`/bin/true` with an empty argument area: no argument at all",
		0, PATH("/bin/true"), "", 0);
	started("started-empty-argument.bin", "`/bin/true` with one argument, which is empty",
		0, PATH("/bin/true"), AREA(""));
	started("started-empty-arguments-between.bin", "`/bin/echo` run as `echo`, empty, `b`, empty",
		0, PATH("/bin/echo"), AREA("echo\0\0b\0"));
	started("started-hostile.bin",
		"`/tmp/\\n\\xff\"` run as `\\xc3\\xa4` (UTF-8 for U+00E4), `a\\nb`, `\"'\\`, `\\xff\\xfe` (no UTF-8), `\\x1b[31m`",
		0, PATH("/tmp/\n\xff\""), AREA("\xc3\xa4\0a\nb\0\"'\\\0\xff\xfe\0\x1b[31m"));
	started("started-unreadable.bin", "`/bin/true`; the arguments could not be read: absent, not empty",
		PRM_FLAG_ARGUMENTS_UNREADABLE, PATH("/bin/true"), "", 0);

	memset(long_image, 'i', sizeof(long_image));
	long_image[0] = '/';
	memset(long_arguments, 'a', sizeof(long_arguments));
	long_arguments[3] = '\0';
	started("started-truncated.bin",
		"the largest record: `/` and 4,095 times `i`, cut; `aaa` and an argument of 16,380 times `a`, cut, so without a NUL",
		PRM_FLAG_IMAGE_TRUNCATED | PRM_FLAG_ARGUMENTS_TRUNCATED,
		long_image, sizeof(long_image), long_arguments, sizeof(long_arguments));
	long_arguments[PRM_ARGUMENTS_MAX - 1] = '\0';
	started("started-just-fits.bin", "as large, and nothing cut: `aaa` and 16,379 times `a`",
		0, long_image, sizeof(long_image), long_arguments, sizeof(long_arguments));
}

static void forked(const char *name, const char *what, struct prm_parent parent)
{
	struct prm_process_forked record = { .header = any_header, .subject = any_subject, .parent = parent };

	record.header.type = PRM_PROCESS_FORKED;
	record.header.size = sizeof(record);
	record.subject.thread_id = record.subject.process_id;
	write_file(name, &record, sizeof(record));
	describe(name, &record.header, what);
}

static void exited(const char *name, const char *what, __u32 status, __u64 every_bit)
{
	struct prm_process_exited record = {
		.header = any_header, .subject = any_subject, .parent = any_parent, .status = status,
	};

	record.header.type = PRM_PROCESS_EXITED;
	record.header.size = sizeof(record);
	record.header.time |= every_bit;
	record.header.lost |= every_bit;
	record.subject.start_time |= every_bit;
	record.subject.user_id |= every_bit;
	record.subject.group_id |= every_bit;
	record.subject.session_id |= every_bit;
	write_file(name, &record, sizeof(record));
	describe(name, &record.header, what);
}

static void counters(void)
{
	static struct prm_counters books;
	unsigned int slot;

	books.lost = 1000000;
	for (slot = 0; slot < PRM_SEEN_SLOTS; slot++)
		books.slots[slot].seen = slot + 1;
	write_file("linux-counters.bin", &books, sizeof(books));
	fprintf(readme, "\n`linux-counters.bin` is a `prm_counters` (%zu bytes): lost 1,000,000; slot *n* has seen *n* + 1, "
		"all together 32,896.\n", sizeof(books));
}

int main(int count, char **arguments)
{
	struct prm_parent called_by_another = any_parent, none = { 0 };

	if (count != 2) {
		fprintf(stderr, "usage: golden FOLDER\n");
		return 2;
	}
	folder = arguments[1];
	readme = create("README.md");
	fprintf(readme, "# Golden records\n\nMade by `../golden.c`, this page too; `make -C driver check` makes them anew and compares.\n\n"
		"Every record, where its row does not say otherwise: version %u, time %llu, lost %llu; subject: start %llu, process %u,\n"
		"thread %u, user %u, group %u, session %u; parent: start %llu, process %u, creator 0. Backslashes stand for bytes as in C.\n\n"
		"| file | bytes | flags | what |\n| --- | --- | --- | --- |\n",
		any_header.version, any_header.time, any_header.lost, any_subject.start_time, any_subject.process_id,
		any_subject.thread_id, any_subject.user_id, any_subject.group_id, any_subject.session_id,
		any_parent.start_time, any_parent.process_id);
	all_started();
	called_by_another.creator_id = 4800;
	forked("forked.bin", "thread 4711: the child's first", any_parent);
	forked("forked-by-another.bin", "`CLONE_PARENT`: creator 4800; thread 4711", called_by_another);
	forked("forked-no-parent.bin", "parent's start and process 0: none; thread 4711", none);
	exited("exited-0.bin", "status 0: returned 0", 0, 0);
	exited("exited-42.bin", "status 0x2a00: returned 42", 42 << 8, 0);
	exited("exited-sigkill.bin", "status 0x09: killed by SIGKILL", 9, 0);
	exited("exited-sigsegv-core.bin", "status 0x8b: killed by SIGSEGV, core dumped", 0x80 | 11, 0);
	exited("exited-every-bit.bin",
	       "status 0; time, lost, subject's start, user, group and session have every bit set: unsigned, all of them", 0, ~0ULL);
	counters();
	windows_records();
	finish(readme, "README.md");
	return 0;
}
