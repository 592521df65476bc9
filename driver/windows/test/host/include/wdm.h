/* SPDX-License-Identifier: Apache-2.0 */
/* Levels, locks, memory, objects, devices and requests: as much of the kernel as the driver uses, done by the mock. */
#ifndef HOST_WDM_H
#define HOST_WDM_H

#include "ntdef.h"

/* levels and locks */

typedef UCHAR KIRQL, *PKIRQL;
#define PASSIVE_LEVEL 0
#define APC_LEVEL 1
#define DISPATCH_LEVEL 2

typedef ULONG_PTR KSPIN_LOCK, *PKSPIN_LOCK;
typedef struct {
	PKSPIN_LOCK Lock;
	KIRQL OldIrql;
} KLOCK_QUEUE_HANDLE, *PKLOCK_QUEUE_HANDLE;

void KeInitializeSpinLock(PKSPIN_LOCK lock);
KIRQL KeAcquireSpinLockRaiseToDpc(PKSPIN_LOCK lock);
void KeReleaseSpinLock(PKSPIN_LOCK lock, KIRQL level);
void KeAcquireInStackQueuedSpinLock(PKSPIN_LOCK lock, PKLOCK_QUEUE_HANDLE handle);
void KeReleaseInStackQueuedSpinLock(PKLOCK_QUEUE_HANDLE handle);
void KeEnterCriticalRegion(void);
void KeLeaveCriticalRegion(void);

typedef struct {
	KSPIN_LOCK Owner;
	KIRQL OldIrql;
} FAST_MUTEX, *PFAST_MUTEX;

void ExInitializeFastMutex(PFAST_MUTEX mutex);
void ExAcquireFastMutex(PFAST_MUTEX mutex);
void ExReleaseFastMutex(PFAST_MUTEX mutex);
void ExAcquireFastMutexUnsafe(PFAST_MUTEX mutex);
void ExReleaseFastMutexUnsafe(PFAST_MUTEX mutex);

/* memory */

#define PAGE_SIZE 4096u

typedef enum {
	NonPagedPool = 0,
	PagedPool = 1,
	NonPagedPoolNx = 512,
} POOL_TYPE;

PVOID ExAllocatePoolWithTag(POOL_TYPE type, SIZE_T bytes, ULONG tag);
void ExFreePoolWithTag(PVOID memory, ULONG tag);

bool mock_system_address(const void *address);
#define IS_SYSTEM_ADDRESS(address) mock_system_address(address)
#define MM_COPY_MEMORY_VIRTUAL 2u

/* objects */

typedef CCHAR KPROCESSOR_MODE;
enum { KernelMode, UserMode };

typedef struct mock_type *POBJECT_TYPE;
typedef struct mock_process *PEPROCESS, *PKPROCESS;
typedef struct mock_thread *PETHREAD, *PKTHREAD;
extern PEPROCESS PsInitialSystemProcess;
typedef struct mock_token *PACCESS_TOKEN;
extern POBJECT_TYPE *ExEventObjectType, *PsProcessType;

typedef struct {
	ULONG Attributes;
	ACCESS_MASK GrantedAccess;
	ULONG HandleCount, PointerCount;
	ULONG Reserved[10];
} PUBLIC_OBJECT_BASIC_INFORMATION;
typedef PUBLIC_OBJECT_BASIC_INFORMATION OBJECT_BASIC_INFORMATION;
typedef enum {
	ObjectBasicInformation = 0,
	ObjectTypeInformation = 2,
} OBJECT_INFORMATION_CLASS;

typedef struct {
	KPROCESSOR_MODE Reserved;
} OBJECT_HANDLE_INFORMATION, *POBJECT_HANDLE_INFORMATION;

typedef struct {
	ULONG Length;
	HANDLE RootDirectory;
	PUNICODE_STRING ObjectName;
	ULONG Attributes;
	PVOID SecurityDescriptor, SecurityQualityOfService;
} OBJECT_ATTRIBUTES, *POBJECT_ATTRIBUTES;
#define OBJ_KERNEL_HANDLE 0x200u
#define OBJ_CASE_INSENSITIVE 0x40u
#define InitializeObjectAttributes(object, name, attributes, root, security) \
	(*(object) = (OBJECT_ATTRIBUTES){ sizeof(OBJECT_ATTRIBUTES), root, name, attributes, security, NULL })

#define DELETE 0x00010000u
#define READ_CONTROL 0x00020000u
#define WRITE_DAC 0x00040000u
#define WRITE_OWNER 0x00080000u
#define SYNCHRONIZE 0x00100000u
#define STANDARD_RIGHTS_REQUIRED 0x000F0000u
#define GENERIC_ALL 0x10000000u
#define GENERIC_READ 0x80000000u
#define GENERIC_WRITE 0x40000000u
#define EVENT_QUERY_STATE 0x0001u
#define EVENT_MODIFY_STATE 0x0002u
#define EVENT_ALL_ACCESS 0x1F0003u
#define THREAD_ALL_ACCESS 0x1FFFFFu
#define PROCESS_DUP_HANDLE 0x0040u
#define PROCESS_QUERY_INFORMATION 0x0400u
#define PROCESS_QUERY_LIMITED_INFORMATION 0x1000u
#define DUPLICATE_SAME_ACCESS 2u
#define TOKEN_QUERY 0x0008u
#define FILE_ANY_ACCESS 0
#define FILE_READ_DATA 1u
#define FILE_WRITE_DATA 2u
#define FILE_ALL_ACCESS 0x1F01FFu

NTSTATUS ObReferenceObjectByHandle(HANDLE handle, ACCESS_MASK access, POBJECT_TYPE type, KPROCESSOR_MODE mode, PVOID *object,
				   POBJECT_HANDLE_INFORMATION information);
NTSTATUS ObOpenObjectByPointer(PVOID object, ULONG attributes, PVOID state, ACCESS_MASK access, POBJECT_TYPE type,
			       KPROCESSOR_MODE mode, PHANDLE handle);
void ObfReferenceObject(PVOID object);
void ObfDereferenceObject(PVOID object);
#define ObReferenceObject(object) ObfReferenceObject(object)
#define ObDereferenceObject(object) ObfDereferenceObject(object)
NTSTATUS ZwClose(HANDLE handle);
NTSTATUS ZwDuplicateObject(HANDLE source_process, HANDLE source, HANDLE target_process, PHANDLE target, ACCESS_MASK access,
			   ULONG attributes, ULONG options);
NTSTATUS ZwQueryObject(HANDLE handle, OBJECT_INFORMATION_CLASS class, PVOID information, ULONG length, PULONG needed);
#define NtCurrentProcess() ((HANDLE)(LONG_PTR)-1)
#define ZwCurrentProcess() NtCurrentProcess()

/* events, threads, waits */

typedef struct {
	UCHAR Type;		/* the mock's */
	LONG SignalState;
	ULONG Signals;		/* how often it was set */
} DISPATCHER_HEADER;

typedef struct {
	DISPATCHER_HEADER Header;
} KEVENT, *PKEVENT, *PRKEVENT;
typedef enum { NotificationEvent, SynchronizationEvent } EVENT_TYPE;
typedef enum { Executive } KWAIT_REASON;
typedef LONG KPRIORITY;
#define IO_NO_INCREMENT 0
#define EVENT_INCREMENT 1

void KeInitializeEvent(PKEVENT event, EVENT_TYPE type, BOOLEAN state);
LONG KeSetEvent(PKEVENT event, KPRIORITY increment, BOOLEAN wait);
NTSTATUS KeWaitForSingleObject(PVOID object, KWAIT_REASON reason, KPROCESSOR_MODE mode, BOOLEAN alertable,
			       PLARGE_INTEGER timeout);
NTSTATUS KeDelayExecutionThread(KPROCESSOR_MODE mode, BOOLEAN alertable, PLARGE_INTEGER interval);

typedef void KSTART_ROUTINE(PVOID context);
typedef KSTART_ROUTINE *PKSTART_ROUTINE;

NTSTATUS PsCreateSystemThread(PHANDLE thread, ULONG access, POBJECT_ATTRIBUTES attributes, HANDLE process, PCLIENT_ID id,
			      PKSTART_ROUTINE routine, PVOID context);
NTSTATUS PsTerminateSystemThread(NTSTATUS status) __attribute__((noreturn));

void KeQuerySystemTime(PLARGE_INTEGER time);
PVOID MmGetSystemRoutineAddress(PUNICODE_STRING name);

/* devices and requests */

#define IRP_MJ_CREATE 0x00
#define IRP_MJ_CLOSE 0x02
#define IRP_MJ_DEVICE_CONTROL 0x0e
#define IRP_MJ_CLEANUP 0x12
#define IRP_MJ_MAXIMUM_FUNCTION 0x1b
#define METHOD_BUFFERED 0
#define CTL_CODE(device, function, method, access) ((device) << 16 | (access) << 14 | (function) << 2 | (method))
#define DO_BUFFERED_IO 0x04u
#define DO_DEVICE_INITIALIZING 0x80u
#define FILE_DEVICE_SECURE_OPEN 0x100u
#define FILE_DEVICE_UNKNOWN 0x22u

struct _DRIVER_OBJECT;
struct _DEVICE_OBJECT;
struct _IRP;
typedef struct _DRIVER_OBJECT *PDRIVER_OBJECT;
typedef struct _DEVICE_OBJECT *PDEVICE_OBJECT;
typedef struct _IRP *PIRP;
typedef NTSTATUS DRIVER_INITIALIZE(PDRIVER_OBJECT driver, PUNICODE_STRING registry_path);
typedef NTSTATUS DRIVER_DISPATCH(PDEVICE_OBJECT device, PIRP irp);
typedef void DRIVER_UNLOAD(PDRIVER_OBJECT driver);
typedef DRIVER_DISPATCH *PDRIVER_DISPATCH;
typedef DRIVER_UNLOAD *PDRIVER_UNLOAD;

typedef struct _DRIVER_OBJECT {
	PDEVICE_OBJECT DeviceObject;
	PDRIVER_UNLOAD DriverUnload;
	PDRIVER_DISPATCH MajorFunction[IRP_MJ_MAXIMUM_FUNCTION + 1];
} DRIVER_OBJECT;

typedef struct _DEVICE_OBJECT {
	PDRIVER_OBJECT DriverObject;
	ULONG Flags;
	ULONG Characteristics;
	ULONG DeviceType;
	PVOID DeviceExtension;
} DEVICE_OBJECT;

typedef struct _FILE_OBJECT {
	PDEVICE_OBJECT DeviceObject;
	PVOID FsContext, FsContext2;
	UNICODE_STRING FileName;
} FILE_OBJECT, *PFILE_OBJECT;

typedef struct {
	union {
		NTSTATUS Status;
		PVOID Pointer;
	};
	ULONG_PTR Information;
} IO_STATUS_BLOCK, *PIO_STATUS_BLOCK;

typedef struct {
	UCHAR MajorFunction, MinorFunction, Flags, Control;
	union {
		struct {
			ULONG OutputBufferLength, InputBufferLength, IoControlCode;
			PVOID Type3InputBuffer;
		} DeviceIoControl;
	} Parameters;
	PDEVICE_OBJECT DeviceObject;
	PFILE_OBJECT FileObject;
} IO_STACK_LOCATION, *PIO_STACK_LOCATION;

typedef struct _IRP {
	IO_STATUS_BLOCK IoStatus;
	KPROCESSOR_MODE RequestorMode;
	union {
		PVOID SystemBuffer;
	} AssociatedIrp;
	PVOID UserBuffer;
	PIO_STACK_LOCATION mock_stack;
	PEPROCESS mock_requestor;
	int mock_completions;
} IRP;

PIO_STACK_LOCATION IoGetCurrentIrpStackLocation(PIRP irp);
PEPROCESS IoGetRequestorProcess(PIRP irp);
void IofCompleteRequest(PIRP irp, CCHAR boost);
#define IoCompleteRequest IofCompleteRequest
NTSTATUS IoCreateDevice(PDRIVER_OBJECT driver, ULONG extension, PUNICODE_STRING name, ULONG type, ULONG characteristics,
			BOOLEAN exclusive, PDEVICE_OBJECT *device);
void IoDeleteDevice(PDEVICE_OBJECT device);
NTSTATUS IoCreateSymbolicLink(PUNICODE_STRING link, PUNICODE_STRING device);
NTSTATUS IoDeleteSymbolicLink(PUNICODE_STRING link);

#endif
