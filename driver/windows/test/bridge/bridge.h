/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the library on Linux and the helper in Wine have in common: how an argument is carried, the list of functions, and
 * the two messages. One connection a thread, one request and one reply at a time.
 */
#ifndef PRMONITOR_BRIDGE_H
#define PRMONITOR_BRIDGE_H

#include <stdint.h>

#define BRIDGE_PORT	"PRMONITOR_BRIDGE_PORT"		/* environment: where the helper listens, on the loopback */
#define BRIDGE_TOKEN	"PRMONITOR_BRIDGE_TOKEN"	/* environment: what a connection says first; up to TOKEN_MAX bytes */

#define TOKEN_MAX	64u
#define ARGUMENTS_MAX	13u	/* CreateServiceW */
#define MESSAGE_MAX	(64u << 20)
#define NULL_POINTER	UINT64_MAX

enum argument_kind {
	NO_ARGUMENT,
	NUMBER_32,	/* the upper half is whatever the caller left there */
	NUMBER_64,
	UNSUPPORTED,	/* a pointer that is carried when it is NULL, and refused otherwise */
	TEXT_IN,
	PATH_IN,	/* text; where it is a path of Linux (/...) it becomes Wine's (Z:\...) */
	SECURITY_ID_IN,
	DATA_IN,
	DATA_BOTH_WAYS,	/* what the function writes; what it leaves alone stays as the caller has it */
	DATA_FILLED,	/* only what the function says, in another argument, that it has written */
	TEXT_OUT,
	TEXT_ALLOCATED,	/* a pointer to text, which the caller gives to LocalFree */
};

struct argument {
	uint8_t kind;		/* enum argument_kind */
	uint8_t counted_by;	/* place, from 1, of the argument that has the count; 0: one */
	uint8_t filled_by;	/* DATA_FILLED: place of the pointer to the count of bytes written */
	uint8_t unit;		/* bytes of one */
};

#define U32			{ NUMBER_32, 0, 0, 0 }
#define U64			{ NUMBER_64, 0, 0, 0 }
#define NO_POINTER		{ UNSUPPORTED, 0, 0, 0 }
#define WIDE			{ TEXT_IN, 0, 0, 0 }
#define WIDE_PATH		{ PATH_IN, 0, 0, 0 }
#define WIDE_OUT(count)		{ TEXT_OUT, count, 0, 2 }
#define WIDE_ALLOCATED		{ TEXT_ALLOCATED, 0, 0, 0 }
#define SID_IN			{ SECURITY_ID_IN, 0, 0, 0 }
#define BYTES_IN(count)		{ DATA_IN, count, 0, 1 }
#define HANDLES_IN(count)	{ DATA_IN, count, 0, 8 }
#define BYTES_OUT(count)	{ DATA_BOTH_WAYS, count, 0, 1 }
#define FIXED_OUT(size)		{ DATA_BOTH_WAYS, 0, 0, size }
#define FILLED_OUT(count, by)	{ DATA_FILLED, count, by, 1 }

struct function {
	const char *library;
	const char *name;
	uint64_t broken;	/* what it returns when the helper cannot be reached */
	struct argument arguments[ARGUMENTS_MAX];
};

#define ZERO	0
#define MINUS_ONE	UINT64_MAX	/* INVALID_HANDLE_VALUE, WAIT_FAILED, INVALID_FILE_ATTRIBUTES, an NTSTATUS that is no success */

static const struct function functions[] = {
#define FUNCTION(library, broken, name, ...) { #library, #name, broken, { __VA_ARGS__ } },
#include "functions.h"
};

enum {
#define FUNCTION(library, broken, name, ...) INDEX_##name,
#include "functions.h"
	FUNCTION_COUNT
};

/*
 * Then the bytes of the arguments that have bytes, in order, each begun at a multiple of 8. An argument is its number, or how
 * many bytes of it follow, or NULL_POINTER.
 */
struct request {
	uint32_t function;
	uint32_t size;		/* of what follows this structure */
	uint64_t arguments[ARGUMENTS_MAX];
};

struct reply {
	uint64_t result;
	uint32_t last_error;
	uint32_t size;
	uint64_t arguments[ARGUMENTS_MAX];	/* how many bytes of it follow */
	uint64_t addresses[ARGUMENTS_MAX];	/* where the function found its buffer: pointers in what it wrote count from there */
};

/*
 * Every function is called with all thirteen, on both sides: the caller removes its arguments from the stack in both of the
 * calling conventions, and registers and stack slots that a function does not ask for do it no harm.
 */
#define ALL_ARGUMENTS(prefix) prefix##0, prefix##1, prefix##2, prefix##3, prefix##4, prefix##5, prefix##6, prefix##7, \
	prefix##8, prefix##9, prefix##10, prefix##11, prefix##12

static inline uint64_t padded(uint64_t size)
{
	return (size + 7) & ~7ull;
}

/* Bytes of the buffer that an argument points to, of those whose size other arguments say. */
static inline uint64_t capacity(const struct argument *argument, const uint64_t *numbers)
{
	return (argument->counted_by ? (uint32_t)numbers[argument->counted_by - 1] : 1ull) * argument->unit;
}

#endif
