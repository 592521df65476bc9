/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Registry keys' paths. The configuration manager puts a path together anew each time it is asked, so it is asked once for each
 * key object and the answer kept as the object's context. A kept path never changes and goes when its object does: whoever runs
 * in a callback for the object may read it without a lock, because the operation holds the object. All kept paths together are
 * bounded; beyond the bound a path is asked for each time.
 */
#ifndef PRM_KEY_PATH_H
#define PRM_KEY_PATH_H

#include "kernel.h"

/* A path for as long as one callback runs. */
typedef struct _KEY_PATH {
	UNICODE_STRING Text;		/* \REGISTRY\MACHINE\...; empty: it cannot be had. Paged memory */
	PCUNICODE_STRING Resolved;	/* to be released; NULL: Text is kept with the object */
} KEY_PATH, *PKEY_PATH;

/* Cookie: the registration's. */
VOID KeyPathsInitialize(_In_ PLARGE_INTEGER Cookie);

/* Context: the object's, as the callback was given it. To be released. */
_IRQL_requires_max_(APC_LEVEL)
VOID KeyPathGet(_Out_ PKEY_PATH Path, _In_ PVOID Object, _In_opt_ PVOID Context);

_IRQL_requires_max_(APC_LEVEL)
VOID KeyPathRelease(_Inout_ PKEY_PATH Path);

/*
 * Before an operation after which the path can no longer be had: makes sure that it is kept, and returns what KeyPathKept
 * takes after the operation. NULL: it could not be kept.
 */
_IRQL_requires_max_(APC_LEVEL)
PVOID KeyPathKeep(_In_ PVOID Object, _In_opt_ PVOID Context);

/* The path as it was; nothing to release. */
UNICODE_STRING KeyPathKept(_In_ PVOID Kept);

/* A key has another name: the paths that are kept, of all below it too, are no longer to be trusted. */
VOID KeyPathsRenamed(VOID);

/* RegNtCallbackObjectContextCleanup: the object goes, or the watch. */
_IRQL_requires_max_(APC_LEVEL)
VOID KeyPathForget(_In_opt_ PVOID Context);

#endif
