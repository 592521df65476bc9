// SPDX-License-Identifier: Apache-2.0
/* The golden records of Windows; see golden.c. */
#include <stdlib.h>
#include <string.h>
#include <uchar.h>

#include "golden.h"
#include "prmonitor_windows.h"

#define REG_SZ			1u
#define REG_EXPAND_SZ		2u
#define REG_BINARY		3u
#define REG_DWORD		4u
#define REG_MULTI_SZ		7u
#define REG_QWORD		11u

#define STATUS_ACCESS_VIOLATION	0xC0000005u
#define STATUS_ACCESS_DENIED	0xC0000022u

/* Bytes, and how many. */
struct bytes {
	const void *start;
	size_t length;
};

/* A literal without the NUL that C puts at its end, and with it. */
#define TEXT(literal) ((struct bytes){ literal, sizeof(literal) - sizeof(char16_t) })
#define TEXT_NUL(literal) ((struct bytes){ literal, sizeof(literal) })
#define BYTES(literal) ((struct bytes){ literal, sizeof(literal) - 1 })
#define NOTHING ((struct bytes){ "", 0 })

/* S-1-5-21-1111111111-2222222222-3333333333-1001: a user. */
static const struct bytes user = BYTES("\1\5\0\0\0\0\0\5" "\x15\0\0\0" "\xc7\x35\x3a\x42" "\x8e\x6b\x74\x84" "\x55\xa1\xae\xc6" "\xe9\3\0\0");
/* S-1-5-18: the system itself. */
static const struct bytes local_system = BYTES("\1\1\0\0\0\0\0\5" "\x12\0\0\0");
/* S-1-0x123456789abc-1-2-...-15: the largest there can be. */
static const struct bytes largest_sid = BYTES("\1\xf\x12\x34\x56\x78\x9a\xbc"
	"\1\0\0\0" "\2\0\0\0" "\3\0\0\0" "\4\0\0\0" "\5\0\0\0" "\6\0\0\0" "\7\0\0\0" "\x8\0\0\0"
	"\x9\0\0\0" "\xa\0\0\0" "\xb\0\0\0" "\xc\0\0\0" "\xd\0\0\0" "\xe\0\0\0" "\xf\0\0\0");

/* The values that a file has where its row does not say otherwise. No two fields of one record are equal. */
static const struct prm_header any_header = {
	.version = PRM_WIRE_VERSION, .time = 134117966456789012, .lost = 7,
};
static const struct prm_subject any_subject = {
	.start_time = 134117966441239999, .process_id = 4711, .thread_id = 4712,
	.user_id = PRM_UNKNOWN, .group_id = PRM_UNKNOWN, .session_id = 1,
};
static const struct prm_parent any_parent = {
	.start_time = 134117000001234567, .process_id = 4242, .creator_id = 0,
};

static union {
	struct prm_header header;
	char bytes[PRM_WINDOWS_RECORD_MAX];
} record;
static size_t record_length;

static void append(struct bytes part)
{
	if (record_length + part.length > sizeof(record))
		abort();
	memcpy(record.bytes + record_length, part.start, part.length);
	record_length += part.length;
}

static void begin(const void *fixed, size_t length)
{
	record_length = 0;
	append((struct bytes){ fixed, length });
}

static void end(const char *name, const char *what, struct bytes sid)
{
	append(sid);
	record.header.size = record_length;
	write_file(name, record.bytes, record_length);
	describe(name, &record.header, what);
}

static struct prm_process_started any_started(void)
{
	struct prm_process_started fixed = { .header = any_header, .subject = any_subject, .parent = any_parent };

	fixed.header.type = PRM_PROCESS_STARTED;
	return fixed;
}

static void started(const char *name, const char *what, struct prm_process_started fixed,
		    struct bytes image, struct bytes command_line, struct bytes sid)
{
	fixed.image_length = image.length;
	fixed.arguments_length = command_line.length;
	fixed.subject.sid_length = sid.length;
	begin(&fixed, sizeof(fixed));
	append(image);
	append(command_line);
	end(name, what, sid);
}

static void fill(char16_t *text, size_t bytes, char16_t first, char16_t rest)
{
	size_t i;

	for (i = 0; i < bytes / sizeof(*text); i++)
		text[i] = i ? rest : first;
}

static char16_t long_key[PRM_WINDOWS_TEXT_MAX / 2], long_name[PRM_WINDOWS_TEXT_MAX / 2];
static char long_data[PRM_VALUE_DATA_MAX];

static void all_started(void)
{
	const struct bytes cmd = TEXT(u"\\Device\\HarddiskVolume3\\Windows\\System32\\cmd.exe");
	struct prm_process_started fixed = any_started();

	started("windows-started.bin", "`cmd.exe /c \"dir a b\"`", fixed, cmd, TEXT(u"cmd.exe /c \"dir a b\""), user);
	started("windows-started-empty.bin", "the command line is empty, not absent", fixed, cmd, NOTHING, user);

	fixed.parent.creator_id = 4800;
	started("windows-started-by-another.bin", "creator 4800; `x`; user S-1-5-18", fixed, cmd, TEXT(u"x"), local_system);

	fixed = any_started();
	fixed.subject.start_time = fixed.parent.start_time = 0;
	fixed.subject.thread_id = 0;
	fixed.subject.session_id = PRM_UNKNOWN;
	started("windows-started-unknown.bin",
		"start of process and parent 0, thread 0, session PRM_UNKNOWN, no SID, no image: none of it is known; `x`",
		fixed, NOTHING, TEXT(u"x"), NOTHING);

	fixed = any_started();
	fixed.subject.session_id = 0;
	fixed.parent.start_time = 0;
	fixed.parent.process_id = 0;
	started("windows-started-no-parent.bin", "session 0, which is one; parent's start and process 0: none; `x`", fixed, cmd, TEXT(u"x"), user);

	fixed = any_started();
	fixed.header.flags = PRM_FLAG_ARGUMENTS_UNREADABLE;
	started("windows-started-unreadable.bin", "the command line could not be read: absent, not empty", fixed, cmd, NOTHING, user);

	fixed.header.flags = 0;
	started("windows-started-hostile.bin",
		"image `\\xd800\\n`: an unpaired high surrogate; command line `\\xdc00`, `\\0`, `\\x1b[31m`, `\\x202e`, `\\xd83d\\xde00` (a pair)",
		fixed, TEXT(u"\xd800\n"), TEXT(u"\xdc00\0\x1b[31m\x202e\xd83d\xde00"), user);

	fixed.header.flags = PRM_FLAG_ARGUMENTS_TRUNCATED | PRM_FLAG_IMAGE_TRUNCATED;
	started("windows-started-largest.bin",
		"the largest: image `\\` and 32,766 times `k`, command line `n` and 32,766 times `m`, both cut; user S-1-0x123456789abc-1-2-…-15",
		fixed, (struct bytes){ long_key, sizeof(long_key) }, (struct bytes){ long_name, sizeof(long_name) }, largest_sid);
}

static void exited(const char *name, const char *what, __u16 flags, __u32 status, __u64 start_time)
{
	struct prm_process_exited fixed = {
		.header = any_header, .subject = any_subject, .parent = any_parent, .status = status,
	};

	fixed.header.type = PRM_PROCESS_EXITED;
	fixed.header.flags = flags;
	fixed.subject.start_time = start_time;
	fixed.subject.sid_length = user.length;
	begin(&fixed, sizeof(fixed));
	end(name, what, user);
}

static void image(const char *name, const char *what, __u32 flags, __u8 level, struct bytes path, struct bytes sid)
{
	struct prm_image_loaded fixed = {
		.header = any_header, .subject = any_subject, .base = 0x7ffb12340000, .image_size = 0x1f8000,
		.image_flags = flags, .signature_level = level, .signature_type = level ? 3 : 0,
	};

	fixed.header.type = PRM_IMAGE_LOADED;
	if (flags & PRM_IMAGE_KERNEL) {
		memset(&fixed.subject, 0, sizeof(fixed.subject));
		fixed.subject.user_id = fixed.subject.group_id = fixed.subject.session_id = PRM_UNKNOWN;
		fixed.base = 0xfffff80312340000;
	}
	fixed.subject.sid_length = sid.length;
	fixed.path_length = path.length;
	begin(&fixed, sizeof(fixed));
	append(path);
	end(name, what, sid);
}

static void all_images(void)
{
	const struct bytes library = TEXT(u"\\Device\\HarddiskVolume3\\Windows\\System32\\ntdll.dll");

	image("windows-image.bin", "`ntdll.dll`, signature level 12: signed", 0, 12, library, user);
	image("windows-image-unsigned.bin", "`ntdll.dll`, signature level 1: unsigned; not all of it is mapped", PRM_IMAGE_PARTIAL, 1, library, user);
	image("windows-image-unchecked.bin", "no path, signature level 0: unchecked", 0, 0, NOTHING, user);
	image("windows-image-kernel.bin", "a driver: no process, base 0xfffff80312340000, signature level 8",
	      PRM_IMAGE_KERNEL, 8, TEXT(u"\\SystemRoot\\System32\\drivers\\x.sys"), NOTHING);
}

#define RUN u"\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run"

static void registry(const char *name, const char *what, struct prm_registry_changed fixed,
		     struct bytes key, struct bytes value, struct bytes data, struct bytes sid)
{
	fixed.header.version = any_header.version;
	fixed.header.type = PRM_REGISTRY_CHANGED;
	fixed.header.time = any_header.time;
	fixed.header.lost = any_header.lost;
	fixed.subject = any_subject;
	fixed.subject.sid_length = sid.length;
	fixed.key_length = key.length;
	fixed.name_length = value.length;
	fixed.data_length = data.length;
	if (!fixed.data_size)
		fixed.data_size = data.length;
	begin(&fixed, sizeof(fixed));
	append(key);
	append(value);
	append(data);
	end(name, what, sid);
}

static void value_set(const char *name, const char *what, __u32 type, struct bytes value, struct bytes data)
{
	registry(name, what, (struct prm_registry_changed){ .operation = PRM_VALUE_SET, .value_type = type }, TEXT(RUN), value, data, user);
}

static void all_registry(void)
{
	const struct bytes run = TEXT(RUN), agent = TEXT(u"Agent"), whole = { long_data, sizeof(long_data) };

	registry("windows-key-created.bin", "`Run`", (struct prm_registry_changed){ .operation = PRM_KEY_CREATED }, run, NOTHING, NOTHING, user);
	registry("windows-key-deleted.bin", "`Run`", (struct prm_registry_changed){ .operation = PRM_KEY_DELETED }, run, NOTHING, NOTHING, user);
	registry("windows-key-renamed.bin", "`Run` to `Walk`", (struct prm_registry_changed){ .operation = PRM_KEY_RENAMED },
		 run, TEXT(u"Walk"), NOTHING, user);
	registry("windows-key-unknown.bin", "created, and the kernel could not say which",
		 (struct prm_registry_changed){ .operation = PRM_KEY_CREATED }, NOTHING, NOTHING, NOTHING, user);
	value_set("windows-value-text.bin", "`Agent` to REG_SZ `C:\\a.exe`, NUL", REG_SZ, agent, TEXT_NUL(u"C:\\a.exe"));
	value_set("windows-value-expand.bin", "`Agent` to REG_EXPAND_SZ `%TEMP%`, no NUL", REG_EXPAND_SZ, agent, TEXT(u"%TEMP%"));
	value_set("windows-value-texts.bin", "`Agent` to REG_MULTI_SZ `a`, `bc`", REG_MULTI_SZ, agent, TEXT_NUL(u"a\0bc\0"));
	value_set("windows-value-dword.bin", "`Agent` to REG_DWORD 0x80000001", REG_DWORD, agent, BYTES("\1\0\0\x80"));
	value_set("windows-value-qword.bin", "`Agent` to REG_QWORD 0x100000002", REG_QWORD, agent, BYTES("\2\0\0\0\1\0\0\0"));
	value_set("windows-value-default.bin", "the default value, whose name is empty, to REG_BINARY ca fe", REG_BINARY, NOTHING, BYTES("\xca\xfe"));
	value_set("windows-value-hostile.bin", "`\\xd800`, an unpaired surrogate, to REG_DWORD of 3 bytes, 01 02 03",
		  REG_DWORD, TEXT(u"\xd800"), BYTES("\1\2\3"));
	registry("windows-value-truncated.bin", "`Agent` to REG_BINARY, 65,536 bytes, of which the first 4,096 follow: all `d`",
		 (struct prm_registry_changed){ .header.flags = PRM_FLAG_DATA_TRUNCATED, .operation = PRM_VALUE_SET,
			.value_type = REG_BINARY, .data_size = 65536 }, run, agent, whole, user);
	registry("windows-value-denied.bin", "`Agent` to REG_SZ empty, status 0xC0000022: access denied",
		 (struct prm_registry_changed){ .operation = PRM_VALUE_SET, .value_type = REG_SZ, .status = (__s32)STATUS_ACCESS_DENIED },
		 run, agent, NOTHING, user);
	registry("windows-value-deleted.bin", "`Agent`; user S-1-5-18", (struct prm_registry_changed){ .operation = PRM_VALUE_DELETED },
		 run, agent, NOTHING, local_system);
	registry("windows-registry-largest.bin",
		 "the largest record: key `\\` and 32,766 times `k`, cut; value `n` and 32,766 times `m`; data as in truncated, "
		 "of 4,294,967,295; user S-1-0x123456789abc-1-2-…-15",
		 (struct prm_registry_changed){ .header.flags = PRM_FLAG_DATA_TRUNCATED | PRM_FLAG_KEY_TRUNCATED,
			.operation = PRM_VALUE_SET, .value_type = REG_BINARY, .data_size = 0xffffffff },
		 (struct bytes){ long_key, sizeof(long_key) }, (struct bytes){ long_name, sizeof(long_name) }, whole, largest_sid);
}

/* What GETINFO gives: the second record of three is of a length that leaves a gap behind it. */
static void batch(void)
{
	static union {
		struct prm_batch head;
		char bytes[1024];
	} output;
	size_t length = sizeof(output.head), i;

	for (i = 0; i < 3; i++) {
		struct prm_process_started fixed = any_started();

		fixed.arguments_length = i == 1 ? 2 : 0;
		fixed.header.lost = i;
		begin(&fixed, sizeof(fixed));
		append((struct bytes){ u"x", fixed.arguments_length });
		record.header.size = record_length;
		length = (length + 7) & ~(size_t)7;
		memcpy(output.bytes + length, record.bytes, record_length);
		length += record_length;
	}
	output.head = (struct prm_batch){
		.records = 3, .bytes = length - sizeof(output.head), .waiting_records = 5, .waiting_bytes = 600, .lost = 9,
	};
	write_file("windows-batch.bin", output.bytes, length);
	fprintf(readme, "\n`windows-batch.bin` is what GETINFO gives (%zu bytes): a `prm_batch` that says 5 records and 600 bytes wait and 9 were\n"
		"lost, and 3 starts without image and SID, lost 0, 1 and 2, command line empty, `x` and empty.\n", length);
}

void windows_records(void)
{
	fill(long_key, sizeof(long_key), u'\\', u'k');
	fill(long_name, sizeof(long_name), u'n', u'm');
	memset(long_data, 'd', sizeof(long_data));
	fprintf(readme, "\n## Windows\n\n"
		"Where a row does not say otherwise: version %u, time %llu, lost %llu; subject: start %llu, process %u, thread %u,\n"
		"user and group PRM_UNKNOWN, session %u, SID S-1-5-21-1111111111-2222222222-3333333333-1001; parent: start %llu, process %u,\n"
		"creator 0; image `\\Device\\HarddiskVolume3\\Windows\\System32\\cmd.exe`; a loaded image is in `System32` too, has base\n"
		"0x7ffb12340000 and 0x1f8000 bytes; key `\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run`, status 0.\n\n"
		"| file | bytes | flags | what |\n| --- | --- | --- | --- |\n",
		any_header.version, any_header.time, any_header.lost, any_subject.start_time, any_subject.process_id,
		any_subject.thread_id, any_subject.session_id, any_parent.start_time, any_parent.process_id);
	all_started();
	exited("windows-exited-0.bin", "status 0", 0, 0, any_subject.start_time);
	exited("windows-exited-access-violation.bin", "status 0xC0000005", 0, STATUS_ACCESS_VIOLATION, any_subject.start_time);
	exited("windows-exited-unknown-status.bin", "status 0, and not known", PRM_FLAG_STATUS_UNKNOWN, 0, any_subject.start_time);
	exited("windows-exited-unknown-start.bin", "status 1; subject's start 0: unknown", 0, 1, 0);
	exited("windows-exited-clock-set-back.bin", "status 1; ended one unit before its start", 0, 1, any_header.time + 1);
	all_images();
	all_registry();
	batch();
}
