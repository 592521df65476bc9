/* SPDX-License-Identifier: Apache-2.0 */
#include "kernel_routines.h"

#ifndef MM_COPY_MEMORY_VIRTUAL
#define MM_COPY_MEMORY_VIRTUAL 0x2
#endif

KERNEL_ROUTINES KernelRoutines;

static PVOID KernelRoutine(PCWSTR Name)
{
	UNICODE_STRING String;

	RtlInitUnicodeString(&String, Name);
	return MmGetSystemRoutineAddress(&String);
}

/* C has no conversion from an object's pointer to a routine's; the place where the pointer goes is written instead. */
#define RESOLVE(member, name) (*(PVOID *)&KernelRoutines.member = KernelRoutine(L##name))

VOID KernelRoutinesResolve(VOID)
{
	RESOLVE(SetCreateProcessNotify, "PsSetCreateProcessNotifyRoutineEx");
	RESOLVE(RegisterCallback, "CmRegisterCallbackEx");
	RESOLVE(UnRegisterCallback, "CmUnRegisterCallback");
	RESOLVE(SetCallbackObjectContext, "CmSetCallbackObjectContext");
	RESOLVE(GetKeyObjectId, "CmCallbackGetKeyObjectIDEx");
	RESOLVE(ReleaseKeyObjectId, "CmCallbackReleaseKeyObjectIDEx");
	RESOLVE(SystemTimePrecise, "KeQuerySystemTimePrecise");
	RESOLVE(SystemTime, "KeQuerySystemTime");
	RESOLVE(MemoryCopy, "MmCopyMemory");
}

UINT64 KernelTime(VOID)
{
	LARGE_INTEGER Now;

	if (KernelRoutines.SystemTimePrecise != NULL)
		KernelRoutines.SystemTimePrecise(&Now);
	else if (KernelRoutines.SystemTime != NULL)
		KernelRoutines.SystemTime(&Now);
	else
		KeQuerySystemTime(&Now);
	return (UINT64)Now.QuadPart;
}

#ifdef _MSC_VER

SIZE_T KernelCopyUntrusted(PVOID Target, PVOID Source, SIZE_T Bytes)
{
	__try {
		RtlCopyMemory(Target, Source, Bytes);
	} __except (EXCEPTION_EXECUTE_HANDLER) {
		return 0;
	}
	return Bytes;
}

#else

/*
 * gcc has no structured exceptions, so nothing here may fault. MmCopyMemory is documented for it: source in the system's or the
 * current process's address space, made resident if need be, an error instead of a bug check where it is not valid. Where the
 * kernel has none (before Windows 8.1), only the system's half of the address space is read, for what has been captured.
 */
SIZE_T KernelCopyUntrusted(PVOID Target, PVOID Source, SIZE_T Bytes)
{
	SIZE_T Transferred = 0;

	if (Bytes == 0)
		return 0;
	if (KernelRoutines.MemoryCopy != NULL) {
		KernelRoutines.MemoryCopy(Target, Source, Bytes, MM_COPY_MEMORY_VIRTUAL, &Transferred);
		return min(Transferred, Bytes);
	}
	if (!IS_SYSTEM_ADDRESS(Source))
		return 0;
	RtlCopyMemory(Target, Source, Bytes);
	return Bytes;
}

#endif
