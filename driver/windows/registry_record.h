/* SPDX-License-Identifier: Apache-2.0 */
/* One change of the registry as a record. */
#ifndef PRM_REGISTRY_RECORD_H
#define PRM_REGISTRY_RECORD_H

#include "kernel.h"

typedef struct _REGISTRY_CHANGE {
	enum prm_registry_operation Operation;
	NTSTATUS Status;
	UNICODE_STRING Key;	/* the kernel's memory */
	UNICODE_STRING Below;	/* what comes after Key and a backslash; its characters perhaps the caller's, as all that follow */
	UNICODE_STRING Name;
	ULONG ValueType;
	ULONG DataSize;
	PVOID Data;
} REGISTRY_CHANGE, *PREGISTRY_CHANGE;

/* A string that is perhaps the caller's, its length read once; its characters stay where they are. */
_IRQL_requires_max_(APC_LEVEL)
UNICODE_STRING RegistryText(_In_opt_ PCUNICODE_STRING Text);

/* Delivers the change. It is counted as lost when a part of a text cannot be read; of unreadable data only the size is told. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID RegistryReport(_In_ PEPROCESS Process, _In_ ULONG ProcessId, _Inout_ PREGISTRY_CHANGE Change);

#endif
