/* SPDX-License-Identifier: Apache-2.0 */
/* Processes that start and end: PsSetCreateProcessNotifyRoutineEx. */
#ifndef PRM_PROCESS_WATCH_H
#define PRM_PROCESS_WATCH_H

#include "kernel.h"

/* STATUS_PROCEDURE_NOT_FOUND: this kernel has no such notice. */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS ProcessWatchStart(VOID);

_IRQL_requires_(PASSIVE_LEVEL)
VOID ProcessWatchStop(VOID);

/* What the kernel calls: PCREATE_PROCESS_NOTIFY_ROUTINE_EX. CreateInfo NULL: the process ends. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID NTAPI ProcessWatchNotify(_Inout_ PEPROCESS Process, _In_ HANDLE ProcessId, _In_opt_ PPS_CREATE_NOTIFY_INFO CreateInfo);

#endif
