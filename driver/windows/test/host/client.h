/* SPDX-License-Identifier: Apache-2.0 */
/* A client of the driver, as Ring 3 has it: the device, an event, control codes, and batches that are checked as they come. */
#ifndef HOST_CLIENT_H
#define HOST_CLIENT_H

#include "kernel.h"
#include "mock/mock.h"
#include "test.h"

#define ALL_TYPES \
	(PRM_TYPE_MASK(PRM_PROCESS_STARTED) | PRM_TYPE_MASK(PRM_PROCESS_EXITED) | PRM_TYPE_MASK(PRM_IMAGE_LOADED) | \
	 PRM_TYPE_MASK(PRM_REGISTRY_CHANGED))
#define READ_WRITE (FILE_READ_DATA | FILE_WRITE_DATA)

struct client {
	struct mock_file *file;
	HANDLE event;
	uint64_t taken;		/* records, by client_take() */
};

/* A START that is right: every type, every process, the least ring. */
struct prm_start start_of(HANDLE event);

/* Loads the driver, opens it and starts a session with that; client_end() closes, client_end_all() unloads the driver, too. */
struct client client_begin(void);
struct client client_begin_with(const struct prm_start *start);
/* In a driver that is loaded. */
struct client client_open(void);
NTSTATUS client_start(struct client *client, const struct prm_start *start);
NTSTATUS client_stop(struct client *client);
void client_end(struct client *client);
void client_end_all(struct client *client);

/* What GETINFO gave into an output of this length: whole and right in every byte that the contract names, or the test fails. */
struct batch {
	NTSTATUS status;
	struct prm_batch header;
	UCHAR *bytes;		/* of the output, canary behind what was written; batch_free() */
	ULONG length, written;
	ULONG at;		/* batch_next() */
};
struct batch client_take(struct client *client, ULONG length);
/* The next record; null: there is no more. */
const struct prm_header *batch_next(struct batch *batch);
void batch_free(struct batch *batch);
/* Takes all that wait. Returns how many they were. */
uint64_t client_drain(struct client *client);
/* The only record that waits, of this type; null, and the test has failed, if that is not so. To be freed by batch_free(). */
const void *client_take_one(struct client *client, enum prm_type type, struct batch *batch);

struct prm_statistics client_statistics(struct client *client);
/* seen == delivered + lost + waiting, and delivered is what client_take() has had. */
void expect_books(struct client *client);

/* The kernel tells of something that every session wants. */
void happen(ULONG text_bytes);
void happen_often(unsigned int count);

bool is_text(const void *bytes, size_t length, const WCHAR *expected);
#define EXPECT_TEXT(bytes, length, expected) EXPECT(is_text(bytes, length, expected))

#endif
