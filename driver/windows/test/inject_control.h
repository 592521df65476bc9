/* SPDX-License-Identifier: Apache-2.0 */
/* The test image's injector, as the driver's rooms see it. Compiled with PRM_TEST alone. */
#ifndef PRM_INJECT_CONTROL_H
#define PRM_INJECT_CONTROL_H

#include "../kernel.h"
#include "inject.h"

/* Before the watches start: where the kernel has no registry callbacks, the injector stands in for them. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID InjectStart(VOID);

/* Ends every injection and waits for its thread. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID InjectStop(VOID);

/* IOCTL_PRM_INJECT. */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS InjectControl(_In_ PIRP Irp, _In_reads_bytes_opt_(Length) const VOID *Input, _In_ ULONG Length);

#endif
