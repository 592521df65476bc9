/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Windows functions that the bridge carries: this list is all that the library and the helper know about them.
 *
 *     FUNCTION(library, what it returns when the bridge is broken, name, arguments in order...)
 *
 * CARRIED is FUNCTION without the exported twin: own_memory.c exports one of its own, which ends in this one. The arguments are
 * bridge.h's; the number in brackets is the place, from 1, of the argument that counts.
 */
#ifndef CARRIED
#define CARRIED FUNCTION
#endif

FUNCTION(kernel32, MINUS_ONE, CreateFileW, WIDE_PATH, U32, U32, NO_POINTER, U32, U32, U64)
FUNCTION(kernel32, ZERO, CloseHandle, U64)
FUNCTION(kernel32, ZERO, DeviceIoControl, U64, U32, BYTES_IN(4), U32, FILLED_OUT(6, 7), U32, FIXED_OUT(4), NO_POINTER)
FUNCTION(kernel32, ZERO, CreateEventW, NO_POINTER, U32, U32, WIDE)
FUNCTION(kernel32, ZERO, SetEvent, U64)
FUNCTION(kernel32, ZERO, ResetEvent, U64)
FUNCTION(kernel32, ZERO, CreateMutexW, NO_POINTER, U32, WIDE)
FUNCTION(kernel32, ZERO, ReleaseMutex, U64)
FUNCTION(kernel32, MINUS_ONE, WaitForSingleObject, U64, U32)
FUNCTION(kernel32, MINUS_ONE, WaitForMultipleObjects, U32, HANDLES_IN(1), U32, U32)
FUNCTION(kernel32, ZERO, GetCurrentProcess)
FUNCTION(kernel32, ZERO, GetCurrentProcessId)
FUNCTION(kernel32, ZERO, GetCurrentThreadId)
FUNCTION(kernel32, MINUS_ONE, GetFileAttributesW, WIDE_PATH)
FUNCTION(kernel32, ZERO, GetSystemDirectoryW, WIDE_OUT(2), U32)
FUNCTION(kernel32, ZERO, GetWindowsDirectoryW, WIDE_OUT(2), U32)
FUNCTION(kernel32, ZERO, GetTempPathW, U32, WIDE_OUT(1))
CARRIED(kernel32, ZERO, FormatMessageW, U32, NO_POINTER, U32, U32, WIDE_OUT(6), U32, NO_POINTER)

FUNCTION(advapi32, ZERO, OpenSCManagerW, WIDE, WIDE, U32)
FUNCTION(advapi32, ZERO, CreateServiceW, U64, WIDE, WIDE, U32, U32, U32, U32, WIDE_PATH, WIDE, FIXED_OUT(4), NO_POINTER, WIDE, WIDE)
FUNCTION(advapi32, ZERO, OpenServiceW, U64, WIDE, U32)
FUNCTION(advapi32, ZERO, StartServiceW, U64, U32, NO_POINTER)
FUNCTION(advapi32, ZERO, ControlService, U64, U32, FIXED_OUT(28))
FUNCTION(advapi32, ZERO, QueryServiceStatus, U64, FIXED_OUT(28))
FUNCTION(advapi32, ZERO, QueryServiceStatusEx, U64, U32, BYTES_OUT(4), U32, FIXED_OUT(4))
CARRIED(advapi32, ZERO, QueryServiceConfigW, U64, BYTES_OUT(3), U32, FIXED_OUT(4))
FUNCTION(advapi32, ZERO, ChangeServiceConfigW, U64, U32, U32, U32, WIDE_PATH, WIDE, FIXED_OUT(4), NO_POINTER, WIDE, WIDE, WIDE)
FUNCTION(advapi32, ZERO, DeleteService, U64)
FUNCTION(advapi32, ZERO, CloseServiceHandle, U64)
FUNCTION(advapi32, ZERO, OpenProcessToken, U64, U32, FIXED_OUT(8))
CARRIED(advapi32, ZERO, GetTokenInformation, U64, U32, BYTES_OUT(4), U32, FIXED_OUT(4))
FUNCTION(advapi32, ZERO, ConvertSidToStringSidW, SID_IN, WIDE_ALLOCATED)

FUNCTION(ntdll, MINUS_ONE, NtQuerySystemInformation, U32, BYTES_OUT(3), U32, FIXED_OUT(4))

#undef FUNCTION
#undef CARRIED
