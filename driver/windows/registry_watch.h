/* SPDX-License-Identifier: Apache-2.0 */
/* Keys and values that change, and attempts to change them that failed: CmRegisterCallbackEx. */
#ifndef PRM_REGISTRY_WATCH_H
#define PRM_REGISTRY_WATCH_H

#include "kernel.h"

/* STATUS_PROCEDURE_NOT_FOUND: this kernel cannot tell keys' paths, or has no such notice. */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS RegistryWatchStart(_In_ PDRIVER_OBJECT Driver);

_IRQL_requires_(PASSIVE_LEVEL)
VOID RegistryWatchStop(VOID);

/* What the kernel calls: EX_CALLBACK_FUNCTION. It lets every operation pass. */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS NTAPI RegistryWatchNotify(_In_opt_ PVOID Context, _In_opt_ PVOID NotifyClass, _In_opt_ PVOID Information);

/* The same, with who does it at hand. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID RegistryOperation(_In_ PEPROCESS Process, _In_ ULONG ProcessId, _In_ REG_NOTIFY_CLASS NotifyClass, _In_ PVOID Information);

#endif
