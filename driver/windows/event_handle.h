/* SPDX-License-Identifier: Apache-2.0 */
/* The caller's event, from the handle that it gave. */
#ifndef PRM_EVENT_HANDLE_H
#define PRM_EVENT_HANDLE_H

#include "kernel.h"

/*
 * In the caller's context. The reference is the caller's handle's, with its rights: STATUS_INVALID_HANDLE,
 * STATUS_OBJECT_TYPE_MISMATCH, STATUS_ACCESS_DENIED where it is no event that may be set.
 */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS EventReference(_In_ PIRP Irp, _In_ UINT64 Handle, _Out_ PKEVENT *Event);

#endif
