// SPDX-License-Identifier: Apache-2.0
/* Control calls at random, from several threads at once: whatever they are, the driver answers, and works afterwards. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "tests.h"

#define THREADS 4u
#define DEVICES 4u		/* of a thread; with all threads more than there may be sessions */
#define BUFFER_SIZE 65536u

struct caller {
	uint64_t random;
	unsigned int calls, succeeded, unsound;
	HANDLE devices[DEVICES], event;
	uint8_t in[BUFFER_SIZE], out[BUFFER_SIZE];
};

static uint64_t below(struct caller *caller, uint64_t limit)
{
	return (random_next(&caller->random) >> 11) % limit;
}

/* Mostly the length that is right, or one beside it; else any. */
static ULONG length_near(struct caller *caller, ULONG right)
{
	switch (below(caller, 8)) {
	case 0: return (ULONG)below(caller, BUFFER_SIZE + 1);
	case 1: return min(right + 1 + (ULONG)below(caller, 8), BUFFER_SIZE);
	case 2: return right ? right - 1 : 0;
	default: return right;
	}
}

static void start_make(struct caller *caller, struct prm_start *start)
{
	*start = (struct prm_start) { .control_version = PRM_CONTROL_VERSION, .types = EVERY_TYPE, .event = (ULONG_PTR)caller->event,
				      .ring_bytes = PRM_RING_MIN, .filter = PRM_WITHOUT_PROCESS };
	start->process_id = (__u32)below(caller, 1000);
	if (!below(caller, 2))	/* one byte of it is something else */
		((uint8_t *)start)[below(caller, sizeof(*start))] = (uint8_t)below(caller, 256);
	if (start->ring_bytes > (1u << 20) && below(caller, 64))	/* large rings take their time: few */
		start->ring_bytes = PRM_RING_MIN;
}

static void inject_make(struct caller *caller, struct prm_inject *inject)
{
	*inject = (struct prm_inject) { .type = PRM_PROCESS_STARTED + (__u32)below(caller, 5), .count = 1 + (__u32)below(caller, 20),
					.operation = (__u32)below(caller, 7), .process_id = (__u32)below(caller, 1000) };
	inject->text_length = (__u16)below(caller, 200);
	inject->name_length = (__u16)below(caller, 200);
	inject->data_length = (__u32)below(caller, 200);
}

static void call_once(struct caller *caller)
{
	static const struct { ULONG code, in, out; } codes[] = {
		{ IOCTL_PRM_VERSION, 0, sizeof(struct prm_version) }, { IOCTL_PRM_STARTHOOK, sizeof(struct prm_start), 0 },
		{ IOCTL_PRM_GETINFO, 0, sizeof(struct prm_batch) }, { IOCTL_PRM_GETINFO, 0, BUFFER_SIZE },
		{ IOCTL_PRM_STOPHOOK, 0, 0 }, { IOCTL_PRM_STATS, 0, sizeof(struct prm_statistics) },
		{ IOCTL_PRM_INJECT, sizeof(struct prm_inject), 0 },	/* the released image refuses it */
	};
	size_t which = below(caller, ARRAYSIZE(codes));
	HANDLE *opened = &caller->devices[below(caller, DEVICES)];
	ULONG code = codes[which].code, in = codes[which].in, out;
	ULONG_PTR information;

	if (!below(caller, 64)) {
		CloseHandle(*opened);
		*opened = device();
	}
	if (code == IOCTL_PRM_STARTHOOK) {
		start_make(caller, (struct prm_start *)caller->in);
	} else if (code == IOCTL_PRM_INJECT) {
		struct prm_inject *inject = (struct prm_inject *)caller->in;

		inject_make(caller, inject);
		in += inject->text_length + inject->name_length + inject->data_length;
	}
	in = length_near(caller, in);
	out = length_near(caller, codes[which].out);
	if (!below(caller, 16))
		code ^= 1u << below(caller, 16);	/* perhaps another code, method or access */
	if (control(*opened, code, caller->in, in, caller->out, out, &information))
		return;
	caller->succeeded++;
	caller->unsound += information > out;
	if (code == IOCTL_PRM_STATS) {
		struct prm_statistics books;

		memcpy(&books, caller->out, sizeof(books));
		caller->unsound += books.seen != books.delivered + books.lost + books.waiting_records || books.sessions > PRM_SESSIONS_MAX;
	}
}

static DWORD WINAPI call_many(void *argument)
{
	struct caller *caller = argument;

	caller->event = event_new();
	for (unsigned int i = 0; i < DEVICES; i++)
		caller->devices[i] = device();
	for (unsigned int i = 0; i < caller->calls; i++)
		call_once(caller);
	for (unsigned int i = 0; i < DEVICES; i++)
		CloseHandle(caller->devices[i]);
	CloseHandle(caller->event);
	return 0;
}

void test_random(uint64_t seed, unsigned int calls)
{
	struct caller *callers = calloc(THREADS, sizeof(*callers));
	HANDLE threads[THREADS], opened, event = event_new();
	unsigned int succeeded = 0, unsound = 0;
	ULONGLONG began = GetTickCount64();
	struct batch batch;

	if (!callers)
		fatal("memory");
	for (unsigned int i = 0; i < THREADS; i++) {
		callers[i].random = random_next(&seed) | 1;
		callers[i].calls = calls / THREADS;
		threads[i] = CreateThread(NULL, 0, call_many, &callers[i], 0, NULL);
		if (!threads[i])
			fatal("a thread is started");
	}
	WaitForMultipleObjects(THREADS, threads, TRUE, INFINITE);
	for (unsigned int i = 0; i < THREADS; i++) {
		succeeded += callers[i].succeeded;
		unsound += callers[i].unsound;
		CloseHandle(threads[i]);
	}
	CHECK(!unsound && succeeded > calls / 10, "random: %u calls from %u threads in %llu s, %u of them granted; every answer was sound",
	      calls, THREADS, (GetTickCount64() - began) / 1000, succeeded);
	opened = device();
	CHECK(sessions_become(opened, 0), "random: no session is left");
	CHECK(!session_start(opened, event, EVERY_TYPE, PRM_RING_MIN), "random: the driver still starts a session");
	batch_take(&batch, opened);
	CHECK(!batch.status && batch.sound, "random: and answers it");
	CHECK(!session_stop(opened), "random: and stops it");
	CloseHandle(opened);
	CloseHandle(event);
	free(callers);
}
