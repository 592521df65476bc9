/* SPDX-License-Identifier: Apache-2.0 */
/* The watches together: what this kernel lets the driver see. Each is registered with the driver and stays until its end. */
#ifndef PRM_WATCH_H
#define PRM_WATCH_H

#include "kernel.h"

/* A watch that cannot be registered is left out, and STATS says why. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID WatchesStart(_In_ PDRIVER_OBJECT Driver);

/* When this returns, no callback runs and none will. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID WatchesStop(VOID);

/* PRM_TYPE_MASK() of what is watched. */
ULONG WatchesTypes(VOID);

VOID WatchesStatistics(_Inout_ struct prm_statistics *Statistics);

#endif
