/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kernel's routines that not every kernel has: looked up once, by name, instead of imported, so that the image loads
 * wherever it can do something. NULL: this kernel does not have it, and whoever calls it has another way or says so in STATS.
 */
#ifndef PRM_KERNEL_ROUTINES_H
#define PRM_KERNEL_ROUTINES_H

#include "kernel.h"

typedef struct _KERNEL_ROUTINES {
	/* Windows Vista SP1. Needs an image linked with /INTEGRITYCHECK. */
	NTSTATUS (NTAPI *SetCreateProcessNotify)(PCREATE_PROCESS_NOTIFY_ROUTINE_EX Routine, BOOLEAN Remove);
	/* Windows Vista */
	NTSTATUS (NTAPI *RegisterCallback)(PEX_CALLBACK_FUNCTION Function, PCUNICODE_STRING Altitude, PVOID Driver, PVOID Context,
					   PLARGE_INTEGER Cookie, PVOID Reserved);
	NTSTATUS (NTAPI *UnRegisterCallback)(LARGE_INTEGER Cookie);
	NTSTATUS (NTAPI *SetCallbackObjectContext)(PVOID Object, PLARGE_INTEGER Cookie, PVOID NewContext, PVOID *OldContext);
	/* Windows 8 */
	NTSTATUS (NTAPI *GetKeyObjectId)(PLARGE_INTEGER Cookie, PVOID Object, PULONG_PTR ObjectId, PCUNICODE_STRING *ObjectName,
					 ULONG Flags);
	VOID (NTAPI *ReleaseKeyObjectId)(PCUNICODE_STRING ObjectName);
	VOID (NTAPI *SystemTimePrecise)(PLARGE_INTEGER Time);
	/* Where it is a routine, and not a place in memory that the headers read. */
	VOID (NTAPI *SystemTime)(PLARGE_INTEGER Time);
	/* Windows 8.1: MmCopyMemory, whose source is a union of the size of a pointer */
	NTSTATUS (NTAPI *MemoryCopy)(PVOID Target, PVOID Source, SIZE_T Bytes, ULONG Flags, PSIZE_T Transferred);
} KERNEL_ROUTINES;

extern KERNEL_ROUTINES KernelRoutines;	/* written by DriverEntry alone, before any watch is registered */

_IRQL_requires_(PASSIVE_LEVEL)
VOID KernelRoutinesResolve(VOID);

/* 100 ns since 1601-01-01 UTC, as precise as this kernel can. */
_IRQL_requires_max_(DISPATCH_LEVEL)
UINT64 KernelTime(VOID);

/*
 * Copies from memory that a caller in user mode may have the last word about: it may be gone, or change, while it is read. In
 * the context of that caller; Target is non-paged. Returns how many bytes came; the rest could not be read.
 */
_IRQL_requires_max_(APC_LEVEL)
SIZE_T KernelCopyUntrusted(_Out_ PVOID Target, _In_ PVOID Source, _In_ SIZE_T Bytes);

#endif
