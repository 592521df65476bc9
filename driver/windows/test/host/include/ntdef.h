/* SPDX-License-Identifier: Apache-2.0 */
/* The kernel's basic types, with Windows' sizes (LLP64) whatever the compiler's long is. Compile with -fshort-wchar. */
#ifndef HOST_NTDEF_H
#define HOST_NTDEF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define VOID void
typedef void *PVOID, *HANDLE, **PHANDLE;
typedef char CHAR, *PCHAR, *PSTR;
typedef const char *PCSTR;
typedef signed char SCHAR, CCHAR;
typedef unsigned char UCHAR, *PUCHAR, BYTE, BOOLEAN, *PBOOLEAN, UINT8;
typedef short SHORT, CSHORT;
typedef unsigned short USHORT, *PUSHORT, UINT16;
typedef int LONG, *PLONG, INT, INT32, NTSTATUS;
typedef unsigned int ULONG, *PULONG, UINT, UINT32, DWORD, ULONG32, ACCESS_MASK, *PACCESS_MASK;
typedef long long LONGLONG, LONG64, INT64, LONG_PTR, INT_PTR;
typedef unsigned long long ULONGLONG, *PULONGLONG, ULONG64, *PULONG64, UINT64, *PUINT64, DWORD64;
typedef unsigned long long ULONG_PTR, *PULONG_PTR, UINT_PTR, SIZE_T, *PSIZE_T;
typedef wchar_t WCHAR, *PWCHAR, *PWSTR, *PWCH;
typedef const wchar_t *PCWSTR, *PCWCH;

_Static_assert(sizeof(LONG) == 4 && sizeof(ULONG_PTR) == sizeof(void *), "LLP64");
_Static_assert(sizeof(WCHAR) == 2, "compile with -fshort-wchar");

typedef union {
	struct {
		ULONG LowPart;
		LONG HighPart;
	};
	LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;

typedef struct {
	USHORT Length;
	USHORT MaximumLength;
	PWSTR Buffer;
} UNICODE_STRING, *PUNICODE_STRING;
typedef const UNICODE_STRING *PCUNICODE_STRING;

typedef struct _LIST_ENTRY {
	struct _LIST_ENTRY *Flink, *Blink;
} LIST_ENTRY, *PLIST_ENTRY;

typedef struct {
	HANDLE UniqueProcess, UniqueThread;
} CLIENT_ID, *PCLIENT_ID;

#define TRUE 1
#define FALSE 0
#define NTAPI
#define IN
#define OUT
#define OPTIONAL
#define CONST const
#define FORCEINLINE static inline __attribute__((always_inline))
#define DECLSPEC_ALIGN(bytes) __attribute__((aligned(bytes)))
#define C_ASSERT(expression) _Static_assert(expression, #expression)
#define UNREFERENCED_PARAMETER(parameter) ((void)(parameter))
#define FIELD_OFFSET(type, field) ((LONG)offsetof(type, field))
#define RTL_FIELD_SIZE(type, field) (sizeof(((type *)0)->field))
#define RTL_SIZEOF_THROUGH_FIELD(type, field) (offsetof(type, field) + RTL_FIELD_SIZE(type, field))
#define RTL_NUMBER_OF(array) (sizeof(array) / sizeof((array)[0]))
#define ARRAYSIZE RTL_NUMBER_OF
#define CONTAINING_RECORD(address, type, field) ((type *)((char *)(address) - offsetof(type, field)))
#define MAXULONG 0xFFFFFFFFu
#define MAXUSHORT 0xFFFFu
#define MAXLONG 0x7FFFFFFF
#define HandleToULong(handle) ((ULONG)(ULONG_PTR)(handle))
#define HandleToUlong HandleToULong
#define ULongToHandle(value) ((HANDLE)(ULONG_PTR)(ULONG)(value))
#define UNICODE_NULL ((WCHAR)0)
#ifndef min
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#endif
#define RTL_CONSTANT_STRING(text) { sizeof(text) - sizeof((text)[0]), sizeof(text), (PWSTR)(text) }

/* SAL annotations say nothing to these compilers. */
#define _In_
#define _In_opt_
#define _Out_
#define _Out_opt_
#define _Inout_
#define _Inout_opt_
#define _Use_decl_annotations_
#define _Must_inspect_result_
#define _Function_class_(kind)
#define _IRQL_requires_(level)
#define _IRQL_requires_max_(level)
#define _IRQL_requires_min_(level)
#define _IRQL_requires_same_
#define _IRQL_raises_(level)
#define _IRQL_saves_
#define _Requires_lock_held_(lock)
#define _Requires_lock_not_held_(lock)
#define _Acquires_lock_(lock)
#define _Releases_lock_(lock)
#define _Guarded_by_(lock)
#define _Dispatch_type_(code)
#define _In_reads_bytes_(size)
#define _In_reads_bytes_opt_(size)
#define _Out_writes_bytes_(size)
#define _Out_writes_bytes_to_(size, count)

#define NT_SUCCESS(status) ((NTSTATUS)(status) >= 0)
#define NT_ERROR(status) ((ULONG)(status) >> 30 == 3)
#define STATUS_SUCCESS ((NTSTATUS)0x00000000)
#define STATUS_REPARSE ((NTSTATUS)0x00000104)
#define STATUS_TIMEOUT ((NTSTATUS)0x00000102)
#define STATUS_PENDING ((NTSTATUS)0x00000103)
#define STATUS_NOT_IMPLEMENTED ((NTSTATUS)0xC0000002)
#define STATUS_INFO_LENGTH_MISMATCH ((NTSTATUS)0xC0000004)
#define STATUS_ACCESS_VIOLATION ((NTSTATUS)0xC0000005)
#define STATUS_INVALID_HANDLE ((NTSTATUS)0xC0000008)
#define STATUS_INVALID_CID ((NTSTATUS)0xC000000B)
#define STATUS_INVALID_PARAMETER ((NTSTATUS)0xC000000D)
#define STATUS_INVALID_DEVICE_REQUEST ((NTSTATUS)0xC0000010)
#define STATUS_ACCESS_DENIED ((NTSTATUS)0xC0000022)
#define STATUS_BUFFER_TOO_SMALL ((NTSTATUS)0xC0000023)
#define STATUS_OBJECT_TYPE_MISMATCH ((NTSTATUS)0xC0000024)
#define STATUS_OBJECT_NAME_NOT_FOUND ((NTSTATUS)0xC0000034)
#define STATUS_DELETE_PENDING ((NTSTATUS)0xC0000056)
#define STATUS_REVISION_MISMATCH ((NTSTATUS)0xC0000059)
#define STATUS_PROCEDURE_NOT_FOUND ((NTSTATUS)0xC000007A)
#define STATUS_DEVICE_BUSY ((NTSTATUS)0x80000011)
#define STATUS_INSUFFICIENT_RESOURCES ((NTSTATUS)0xC000009A)
#define STATUS_TOO_MANY_SESSIONS ((NTSTATUS)0xC00000CE)
#define STATUS_TOO_MANY_THREADS ((NTSTATUS)0xC0000129)
#define STATUS_INVALID_DEVICE_STATE ((NTSTATUS)0xC0000184)

#define RtlCopyMemory(to, from, bytes) memcpy(to, from, bytes)
#define RtlMoveMemory(to, from, bytes) memmove(to, from, bytes)
#define RtlZeroMemory(to, bytes) memset(to, 0, bytes)
#define RtlFillMemory(to, bytes, value) memset(to, value, bytes)

VOID RtlInitUnicodeString(PUNICODE_STRING string, PCWSTR text);

FORCEINLINE void InitializeListHead(PLIST_ENTRY head)
{
	head->Flink = head->Blink = head;
}

FORCEINLINE BOOLEAN IsListEmpty(const LIST_ENTRY *head)
{
	return head->Flink == head;
}

FORCEINLINE BOOLEAN RemoveEntryList(PLIST_ENTRY entry)
{
	entry->Blink->Flink = entry->Flink;
	entry->Flink->Blink = entry->Blink;
	return entry->Flink == entry->Blink;
}

FORCEINLINE PLIST_ENTRY RemoveHeadList(PLIST_ENTRY head)
{
	PLIST_ENTRY first = head->Flink;

	RemoveEntryList(first);
	return first;
}

FORCEINLINE void InsertTailList(PLIST_ENTRY head, PLIST_ENTRY entry)
{
	entry->Flink = head;
	entry->Blink = head->Blink;
	head->Blink->Flink = entry;
	head->Blink = entry;
}

FORCEINLINE void InsertHeadList(PLIST_ENTRY head, PLIST_ENTRY entry)
{
	InsertTailList(head->Flink, entry);
}

#define InterlockedIncrement(target) __atomic_add_fetch(target, 1, __ATOMIC_SEQ_CST)
#define InterlockedDecrement(target) __atomic_sub_fetch(target, 1, __ATOMIC_SEQ_CST)
#define InterlockedIncrement64 InterlockedIncrement
#define InterlockedDecrement64 InterlockedDecrement
#define InterlockedExchange(target, value) __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST)
#define InterlockedExchangePointer InterlockedExchange
#define InterlockedExchangeAdd(target, value) __atomic_fetch_add(target, value, __ATOMIC_SEQ_CST)
#define InterlockedExchangeAdd64 InterlockedExchangeAdd
#define InterlockedOr(target, value) __atomic_fetch_or(target, value, __ATOMIC_SEQ_CST)
#define InterlockedAnd(target, value) __atomic_fetch_and(target, value, __ATOMIC_SEQ_CST)
#define InterlockedCompareExchange(target, value, comparand) __sync_val_compare_and_swap(target, comparand, value)
#define InterlockedCompareExchange64 InterlockedCompareExchange
#define InterlockedCompareExchangePointer InterlockedCompareExchange
#define ReadNoFence(source) __atomic_load_n(source, __ATOMIC_RELAXED)
#define ReadAcquire(source) __atomic_load_n(source, __ATOMIC_ACQUIRE)
#define WriteNoFence(target, value) __atomic_store_n(target, value, __ATOMIC_RELAXED)
#define WriteRelease(target, value) __atomic_store_n(target, value, __ATOMIC_RELEASE)
#define ReadPointerAcquire ReadAcquire
#define WritePointerRelease WriteRelease

#endif
