/* SPDX-License-Identifier: Apache-2.0 */
/* Pool, and memory that may be paged out. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "internal.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(memory, bytes) ((void)0)
#define ASAN_UNPOISON_MEMORY_REGION(memory, bytes) ((void)0)
#endif

/* paged memory: one mapping, which goes away while the only thread that may touch it is at DISPATCH_LEVEL */

#define PAGED_BYTES (1u << 30)

static char *paged;
static char *untrusted;		/* see mock_untrusted() */
static size_t paged_used;	/* atomic */
static int threads = 1;		/* atomic; grows and shrinks while nobody is above APC_LEVEL but those counted */
static bool guarded;

void mock_threads_add(int change)
{
	__atomic_add_fetch(&threads, change, __ATOMIC_SEQ_CST);
}

static size_t used_pages(void)
{
	return (__atomic_load_n(&paged_used, __ATOMIC_RELAXED) + 4095) & ~(size_t)4095;
}

void mock_paged_guard(bool guard)
{
	if (__atomic_load_n(&threads, __ATOMIC_SEQ_CST) != 1 || !paged_used)
		return;
	if (guarded != guard && mprotect(paged, used_pages(), guard ? PROT_NONE : PROT_READ | PROT_WRITE))
		mock_fail("mprotect failed");
	guarded = guard;
}

static void touched(int signal, siginfo_t *information, void *context)
{
	char *address = information->si_addr;
	/* Nothing but what a signal handler may call: the program is where it should never be. */
	static const char text[] = "FAIL  paged memory touched at DISPATCH_LEVEL\n";

	(void)context;
	if (paged && address >= paged && address < paged + PAGED_BYTES && write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(2);
	/* Once more without a handler, for the sanitizer's trace or the core. */
	struct sigaction action = { .sa_handler = SIG_DFL };
	sigaction(signal, &action, NULL);
}

void mock_paged_begin(void)
{
	struct sigaction action = { .sa_sigaction = touched, .sa_flags = SA_SIGINFO };

	if (paged)
		return;
	paged = mmap(NULL, PAGED_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	mock_require(paged != MAP_FAILED, "no memory for what may be paged out");
	sigaction(SIGSEGV, &action, NULL);
}

void *mock_paged_allocate(size_t bytes)
{
	size_t at, room = (bytes + 63) & ~(size_t)31;

	at = __atomic_fetch_add(&paged_used, room, __ATOMIC_RELAXED);
	if (at + room > PAGED_BYTES)
		mock_fail("the paged memory of a test is used up");
	/* What lies behind it is poisoned, so that a string read beyond its length is found. */
	ASAN_POISON_MEMORY_REGION(paged + at, room);
	ASAN_UNPOISON_MEMORY_REGION(paged + at, bytes);
	return paged + at;
}

size_t mock_paged_mark(void)
{
	return __atomic_load_n(&paged_used, __ATOMIC_RELAXED);
}

void mock_paged_release(size_t mark)
{
	if (__atomic_load_n(&threads, __ATOMIC_SEQ_CST) == 1)
		paged_used = mark;
}

void mock_paged_reset(void)
{
	ASAN_UNPOISON_MEMORY_REGION(paged, used_pages());
	paged_used = 0;
	untrusted = NULL;
}

void *mock_paged(const void *bytes, size_t length)
{
	return memcpy(mock_paged_allocate(length), bytes, length);
}

UNICODE_STRING mock_paged_text(const WCHAR *text, size_t bytes)
{
	/* Not terminated: a UNICODE_STRING need not be. */
	return (UNICODE_STRING){ (USHORT)bytes, (USHORT)bytes, mock_paged(text, bytes) };
}

UNICODE_STRING mock_paged_string(const WCHAR *text)
{
	size_t length = 0;

	while (text[length])
		length++;
	return mock_paged_text(text, length * sizeof(WCHAR));
}

/* memory of a process that can go away under who reads it */

static size_t untrusted_readable;

void *mock_untrusted(const void *bytes, size_t length, size_t readable)
{
	untrusted = mock_paged(bytes, length);
	untrusted_readable = readable;
	if (readable < length)
		ASAN_POISON_MEMORY_REGION(untrusted + readable, length - readable);
	return untrusted;
}

bool mock_system_address(const void *address)
{
	return address != untrusted;
}

static _Thread_local struct {
	void (*routine)(void *, SIZE_T);
	void *argument;
} at_copy;

void mock_at_copy(void (*routine)(void *argument, SIZE_T bytes), void *argument)
{
	at_copy.routine = routine;
	at_copy.argument = argument;
}

/* By MmGetSystemRoutineAddress: Windows 8.1. */
NTSTATUS MmCopyMemory(PVOID target, PVOID source, SIZE_T bytes, ULONG flags, PSIZE_T transferred)
{
	SIZE_T readable = source == untrusted ? min(bytes, (SIZE_T)untrusted_readable) : bytes;

	mock_at_most(APC_LEVEL, __func__);
	mock_require(flags == MM_COPY_MEMORY_VIRTUAL, "MmCopyMemory of physical memory");
	if (at_copy.routine)
		at_copy.routine(at_copy.argument, bytes);
	memcpy(target, source, readable);
	*transferred = readable;
	return readable == bytes ? STATUS_SUCCESS : STATUS_ACCESS_VIOLATION;
}

/* pool */

#define GUARD_BYTES 32
#define GUARD_VALUE 0xC7
#define FRESH_VALUE 0xA5	/* what a block holds before the driver writes it: no test may ever see it come out */

/* Stands beside the memory, which may be paged out. */
struct block {
	struct block *next, *previous;	/* pool_lock */
	size_t bytes;
	ULONG tag;
	bool paged;
	UCHAR *memory;	/* a guard, what the driver gets, a guard */
};

static pthread_mutex_t pool_lock = PTHREAD_MUTEX_INITIALIZER;
static struct block *blocks;	/* pool_lock */
static size_t block_count;	/* pool_lock */

size_t mock_pool_blocks(void)
{
	pthread_mutex_lock(&pool_lock);
	size_t count = block_count;
	pthread_mutex_unlock(&pool_lock);
	return count;
}

static void check_guard(const struct block *block, const UCHAR *guard, const char *where)
{
	for (int at = 0; at < GUARD_BYTES; at++)
		mock_require(guard[at] == GUARD_VALUE, "pool block '%.4s' of %zu bytes: written %s it", (const char *)&block->tag,
			     block->bytes, where);
}

PVOID ExAllocatePoolWithTag(POOL_TYPE type, SIZE_T bytes, ULONG tag)
{
	struct block *block;
	UCHAR *data;

	mock_at_most(type == PagedPool ? APC_LEVEL : DISPATCH_LEVEL, __func__);
	mock_require(bytes > 0, "a pool block of no bytes");
	mock_require(tag != 0, "a pool block without a tag");
	mock_require(type == NonPagedPoolNx || type == PagedPool, "pool of type %d: the driver has nothing that is executed", type);
	if (mock_refused())
		return NULL;
	block = malloc(sizeof(*block));
	mock_require(block != NULL, "the host has no memory");
	*block = (struct block){ .bytes = bytes, .tag = tag, .paged = type == PagedPool };
	block->memory = block->paged ? mock_paged_allocate(bytes + 2 * GUARD_BYTES) : malloc(bytes + 2 * GUARD_BYTES);
	mock_require(block->memory != NULL, "the host has no memory");
	data = block->memory + GUARD_BYTES;
	memset(block->memory, GUARD_VALUE, GUARD_BYTES);
	memset(data, FRESH_VALUE, bytes);
	memset(data + bytes, GUARD_VALUE, GUARD_BYTES);
	ASAN_POISON_MEMORY_REGION(block->memory, GUARD_BYTES);
	ASAN_POISON_MEMORY_REGION(data + bytes, GUARD_BYTES);
	pthread_mutex_lock(&pool_lock);
	block->next = blocks;
	if (blocks)
		blocks->previous = block;
	blocks = block;
	block_count++;
	pthread_mutex_unlock(&pool_lock);
	return data;
}

/* Takes the block of this address out of the list; to free what is in no list is to free twice, or what never was pool. */
static struct block *take_out(const UCHAR *memory)
{
	struct block *block;

	pthread_mutex_lock(&pool_lock);
	for (block = blocks; block && block->memory != memory; block = block->next)
		;
	mock_require(block != NULL, "ExFreePoolWithTag of what is no pool block, or is free already");
	if (block->previous)
		block->previous->next = block->next;
	else
		blocks = block->next;
	if (block->next)
		block->next->previous = block->previous;
	block_count--;
	pthread_mutex_unlock(&pool_lock);
	return block;
}

void ExFreePoolWithTag(PVOID data, ULONG tag)
{
	struct block *block = take_out((UCHAR *)data - GUARD_BYTES);

	mock_at_most(block->paged ? APC_LEVEL : DISPATCH_LEVEL, __func__);
	mock_require(block->tag == tag, "ExFreePoolWithTag '%.4s' of a block '%.4s'", (const char *)&tag, (const char *)&block->tag);
	ASAN_UNPOISON_MEMORY_REGION(block->memory, GUARD_BYTES);
	ASAN_UNPOISON_MEMORY_REGION((UCHAR *)data + block->bytes, GUARD_BYTES);
	check_guard(block, block->memory, "before");
	check_guard(block, (UCHAR *)data + block->bytes, "behind");
	if (block->paged)
		ASAN_POISON_MEMORY_REGION(block->memory, block->bytes + 2 * GUARD_BYTES);
	else
		free(block->memory);
	free(block);
}

void mock_pool_require_none(void)
{
	for (struct block *block = blocks; block; block = block->next)
		fprintf(stderr, "      left: pool block '%.4s' of %zu bytes\n", (const char *)&block->tag, block->bytes);
	mock_require(!blocks, "%zu pool blocks are left", block_count);
}
