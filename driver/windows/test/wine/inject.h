/* SPDX-License-Identifier: Apache-2.0 */
/* The test image's injector, from a client's side. */
#ifndef PRMONITOR_WINE_INJECT_H
#define PRMONITOR_WINE_INJECT_H

#include "client.h"

/* The lengths are filled in. */
NTSTATUS inject(HANDLE device, struct prm_inject what, const WCHAR *text, const WCHAR *name, const void *data, ULONG data_size);
/* The number at the end of a started process's command line or of an image's path; -1 where there is none. */
int64_t injected_number(const struct prm_header *header);

#endif
