/* SPDX-License-Identifier: Apache-2.0 */
/* One injection and the events that it makes. */
#ifndef PRM_INJECT_EVENT_H
#define PRM_INJECT_EVENT_H

#include "../kernel.h"
#include "inject.h"
#include "inject_registry.h"

#define NUMBER_MAX 11	/* a space and ten digits */

/* One call's wish, followed by its text, name and data, and room for a number behind text and name. */
typedef struct _INJECTION {
	struct prm_inject Wish;
	PEPROCESS Process;	/* the caller's; referenced */
	UNICODE_STRING Text;
	UNICODE_STRING Name;
	PUNICODE_STRING Numbered;	/* of the two the one that the number follows; NULL: there is one event only */
	USHORT NumberAt;		/* bytes: the length of it without its number */
	PVOID Data;
	INJECTED_KEY Key;
	WCHAR Characters[1];
} INJECTION, *PINJECTION;

/* Between these two, events are told. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID InjectBegin(_Inout_ PINJECTION Injection);

_IRQL_requires_(PASSIVE_LEVEL)
VOID InjectOne(_Inout_ PINJECTION Injection, _In_ ULONG Number);

_IRQL_requires_(PASSIVE_LEVEL)
VOID InjectEnd(_Inout_ PINJECTION Injection);

#endif
