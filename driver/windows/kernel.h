/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kernel's headers, whichever kit they come from: the WDK's or mingw-w64's. The host's tests put headers of their own in
 * their place. Nothing else in the driver includes a system header, and nothing else knows which compiler is at work.
 */
#ifndef PRM_KERNEL_H
#define PRM_KERNEL_H

#ifdef _MSC_VER
/* ExAllocatePoolWithTag: Windows before 10 2004 has no ExAllocatePool2, and every block is written before it is read. */
#pragma warning(disable : 4996)
#endif

#include <ntifs.h>
#include <ntddk.h>

#ifdef _MSC_VER
/* Exported since Windows 2000 and documented with winternl.h, but in no header of the WDK. */
NTSYSAPI NTSTATUS NTAPI ZwQueryInformationProcess(_In_ HANDLE Process, _In_ PROCESSINFOCLASS Class,
						  _Out_writes_bytes_opt_(Length) PVOID Information, _In_ ULONG Length,
						  _Out_opt_ PULONG Needed);
#endif

typedef UINT8 __u8;
typedef UINT16 __u16;
typedef UINT32 __u32;
typedef UINT64 __u64;
typedef INT32 __s32;

#include "../wire/prmonitor_wire.h"
#include "../wire/prmonitor_windows.h"

#define PRM_POOL_TAG 0x6E6F4D50u	/* "PMon" where the debugger shows it */

/* The kernel exports a pointer to the type's address; mingw's declaration has one indirection less than the WDK's. */
#ifdef __MINGW32__
#define OBJECT_TYPE_OF(exported) ((POBJECT_TYPE)(PVOID)(exported))
#else
#define OBJECT_TYPE_OF(exported) (*(exported))
#endif

/* A flag that is written under a lock and read without one. */
#ifdef _MSC_VER
#define READ_LONG(address) ReadAcquire(address)
#define WRITE_LONG(address, value) WriteRelease(address, value)
#else
#define READ_LONG(address) __atomic_load_n(address, __ATOMIC_ACQUIRE)
#define WRITE_LONG(address, value) __atomic_store_n(address, value, __ATOMIC_RELEASE)
#endif

/* 64-bit kernels alone: the upper half of the address space is theirs. The host of the tests has no such half, and says for itself. */
#ifndef IS_SYSTEM_ADDRESS
#define IS_SYSTEM_ADDRESS(address) ((LONG_PTR)(address) < 0)
#endif

#ifndef min
#define min(a, b) ((a) < (b) ? (a) : (b))
#endif
#ifndef max
#define max(a, b) ((a) > (b) ? (a) : (b))
#endif

#ifndef PROCESS_DUP_HANDLE
#define PROCESS_DUP_HANDLE 0x0040
#endif
#ifndef PROCESS_QUERY_INFORMATION
#define PROCESS_QUERY_INFORMATION 0x0400
#endif

#endif
