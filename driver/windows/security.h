/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRM_SECURITY_H
#define PRM_SECURITY_H

#include "kernel.h"

/* From here on the device opens for SYSTEM and the Administrators, and for nobody else. */
_IRQL_requires_(PASSIVE_LEVEL)
NTSTATUS SecurityRestrictDevice(_In_ PDEVICE_OBJECT Device);

#endif
