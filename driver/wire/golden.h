/* SPDX-License-Identifier: Apache-2.0 */
/* What the two platforms' golden records are written with. */
#ifndef PRMONITOR_GOLDEN_H
#define PRMONITOR_GOLDEN_H

#include <linux/types.h>
#include <stddef.h>
#include <stdio.h>

#include "prmonitor_wire.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the wire is little-endian, and this program writes structures as they lie in memory"
#endif

/* The page that says what is in the files. */
extern FILE *readme;

/* One file in the folder; ends the program when that fails. */
void write_file(const char *name, const void *bytes, size_t size);

/* A row of the page. */
void describe(const char *name, const struct prm_header *header, const char *what);

/* golden_windows.c: all records of Windows, with a section of their own in the page. */
void windows_records(void);

#endif
