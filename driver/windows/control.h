/* SPDX-License-Identifier: Apache-2.0 */
/* The control codes of prmonitor_windows.h. */
#ifndef PRM_CONTROL_H
#define PRM_CONTROL_H

#include "kernel.h"

/* What IRP_MJ_DEVICE_CONTROL asks for. Written: exactly the bytes of the answer, 0 unless it succeeds. */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS ControlDispatch(_In_ PIRP Irp, _Out_ PULONG_PTR Written);

#endif
