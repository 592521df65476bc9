/* SPDX-License-Identifier: Apache-2.0 */
/* Registry operations that never happened, told to the driver as the configuration manager would tell them. */
#ifndef PRM_INJECT_REGISTRY_H
#define PRM_INJECT_REGISTRY_H

#include "../kernel.h"
#include "inject.h"

/* A key object that only the injector knows; the kernel's routines are answered for it by the injector's. */
typedef struct _INJECTED_KEY {
	LIST_ENTRY Link;	/* in the list of all, under its spin lock */
	UNICODE_STRING Path;
	PVOID Context;		/* under the same lock */
} INJECTED_KEY, *PINJECTED_KEY;

typedef struct _INJECTED_OPERATION {
	enum prm_registry_operation Operation;
	NTSTATUS Status;
	UNICODE_STRING Name;
	ULONG ValueType;
	PVOID Data;
	ULONG DataLength;
} INJECTED_OPERATION, *PINJECTED_OPERATION;

/* Puts the injector's routines before, or in place of, the kernel's. */
VOID InjectRegistryStart(VOID);

/* The path of a key that is open must not change. */
VOID InjectKeyOpen(_Inout_ PINJECTED_KEY Key);
VOID InjectKeyClose(_Inout_ PINJECTED_KEY Key, _In_ PEPROCESS Process, _In_ ULONG ProcessId);

_IRQL_requires_(PASSIVE_LEVEL)
VOID InjectRegistryOperation(_In_ PINJECTED_KEY Key, _In_ PEPROCESS Process, _In_ ULONG ProcessId,
			     _In_ PINJECTED_OPERATION Operation);

#endif
