/* SPDX-License-Identifier: Apache-2.0 */
/* Images that are mapped to be run, programs, libraries and drivers: PsSetLoadImageNotifyRoutine. */
#ifndef PRM_IMAGE_WATCH_H
#define PRM_IMAGE_WATCH_H

#include "kernel.h"

_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS ImageWatchStart(VOID);

_IRQL_requires_(PASSIVE_LEVEL)
VOID ImageWatchStop(VOID);

/* What the kernel calls: PLOAD_IMAGE_NOTIFY_ROUTINE. ProcessId 0: a driver. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID NTAPI ImageWatchNotify(_In_opt_ PUNICODE_STRING FullImageName, _In_ HANDLE ProcessId, _In_ PIMAGE_INFO ImageInfo);

/* The same, with the process's object at hand; NULL: none, or it cannot be had. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID ImageLoaded(_In_opt_ PUNICODE_STRING FullImageName, _In_opt_ PEPROCESS Process, _In_ ULONG ProcessId,
		 _In_ PIMAGE_INFO ImageInfo);

#endif
