/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel exports to who asks by name, since not every Windows has it. */
#include <stdlib.h>

#include "internal.h"

NTSTATUS CmRegisterCallbackEx(PEX_CALLBACK_FUNCTION function, PCUNICODE_STRING altitude, PVOID driver, PVOID context,
			      PLARGE_INTEGER cookie, PVOID reserved);
NTSTATUS CmCallbackGetKeyObjectIDEx(PLARGE_INTEGER cookie, PVOID object, PULONG_PTR id, PCUNICODE_STRING *name, ULONG flags);
void CmCallbackReleaseKeyObjectIDEx(PCUNICODE_STRING name);
NTSTATUS CmSetCallbackObjectContext(PVOID object, PLARGE_INTEGER cookie, PVOID context, PVOID *old);
void KeQuerySystemTimePrecise(PLARGE_INTEGER time);

NTSTATUS MmCopyMemory(PVOID target, PVOID source, SIZE_T bytes, ULONG flags, PSIZE_T transferred);

static struct {
	const char *name;
	void *address;
	bool hidden;
} routines[] = {
	{ "CmRegisterCallbackEx", CmRegisterCallbackEx, false },
	{ "CmUnRegisterCallback", CmUnRegisterCallback, false },
	{ "CmCallbackGetKeyObjectIDEx", CmCallbackGetKeyObjectIDEx, false },
	{ "CmCallbackReleaseKeyObjectIDEx", CmCallbackReleaseKeyObjectIDEx, false },
	{ "CmSetCallbackObjectContext", CmSetCallbackObjectContext, false },
	{ "KeQuerySystemTimePrecise", KeQuerySystemTimePrecise, false },
	{ "KeQuerySystemTime", KeQuerySystemTime, false },
	{ "MmCopyMemory", MmCopyMemory, false },
	{ "PsSetCreateProcessNotifyRoutineEx", PsSetCreateProcessNotifyRoutineEx, false },
	{ "PsSetLoadImageNotifyRoutine", PsSetLoadImageNotifyRoutine, false },
	{ "PsRemoveLoadImageNotifyRoutine", PsRemoveLoadImageNotifyRoutine, false },
};

void mock_show_routines(void)
{
	for (size_t routine = 0; routine < RTL_NUMBER_OF(routines); routine++)
		routines[routine].hidden = false;
}

void mock_hide_routine(const char *name)
{
	for (size_t routine = 0; routine < RTL_NUMBER_OF(routines); routine++)
		if (!strcmp(routines[routine].name, name)) {
			routines[routine].hidden = true;
			return;
		}
	mock_fail("a test hides %s, which the mock does not have", name);
}

PVOID MmGetSystemRoutineAddress(PUNICODE_STRING name)
{
	mock_at_most(PASSIVE_LEVEL, __func__);
	for (size_t routine = 0; routine < RTL_NUMBER_OF(routines); routine++) {
		const char *known = routines[routine].name;
		size_t length = strlen(known), at = 0;

		while (at < length && name->Length == length * sizeof(WCHAR) && name->Buffer[at] == (WCHAR)known[at])
			at++;
		if (at == length)
			return routines[routine].hidden ? NULL : routines[routine].address;
	}
	return NULL;
}
