/* SPDX-License-Identifier: Apache-2.0 */
/* Processes' properties, tokens, and security descriptors. */
#ifndef HOST_NTIFS_H
#define HOST_NTIFS_H

#include "ntddk.h"

typedef enum {
	ProcessBasicInformation = 0,
	ProcessTimes = 4,
	ProcessSessionInformation = 24,
} PROCESSINFOCLASS;

typedef struct {
	NTSTATUS ExitStatus;
	PVOID PebBaseAddress;
	ULONG_PTR AffinityMask;
	KPRIORITY BasePriority;
	ULONG_PTR UniqueProcessId, InheritedFromUniqueProcessId;
} PROCESS_BASIC_INFORMATION, *PPROCESS_BASIC_INFORMATION;

typedef struct {
	LARGE_INTEGER CreateTime, ExitTime, KernelTime, UserTime;
} KERNEL_USER_TIMES, *PKERNEL_USER_TIMES;

typedef struct {
	ULONG SessionId;
} PROCESS_SESSION_INFORMATION, *PPROCESS_SESSION_INFORMATION;

NTSTATUS ZwQueryInformationProcess(HANDLE process, PROCESSINFOCLASS class, PVOID information, ULONG length, PULONG needed);
NTSTATUS ZwOpenProcessTokenEx(HANDLE process, ACCESS_MASK access, ULONG attributes, PHANDLE token);

typedef struct {
	UCHAR Value[6];
} SID_IDENTIFIER_AUTHORITY, *PSID_IDENTIFIER_AUTHORITY;
typedef struct {
	UCHAR Revision, SubAuthorityCount;
	SID_IDENTIFIER_AUTHORITY IdentifierAuthority;
	ULONG SubAuthority[1];
} SID, *PISID;
typedef PVOID PSID, PSECURITY_DESCRIPTOR;
#define SID_REVISION 1
#define SID_MAX_SUB_AUTHORITIES 15
#define SECURITY_MAX_SID_SIZE 68
#define SECURITY_NT_AUTHORITY { { 0, 0, 0, 0, 0, 5 } }
#define SECURITY_LOCAL_SYSTEM_RID 18u
#define SECURITY_BUILTIN_DOMAIN_RID 32u
#define DOMAIN_ALIAS_RID_ADMINS 544u

typedef struct {
	PSID Sid;
	ULONG Attributes;
} SID_AND_ATTRIBUTES;
typedef struct {
	SID_AND_ATTRIBUTES User;
} TOKEN_USER, *PTOKEN_USER;
typedef enum {
	TokenUser = 1,
	TokenSessionId = 12,
} TOKEN_INFORMATION_CLASS;

NTSTATUS ZwQueryInformationToken(HANDLE token, TOKEN_INFORMATION_CLASS class, PVOID information, ULONG length, PULONG needed);

typedef struct {
	UCHAR AclRevision, Sbz1;
	USHORT AclSize, AceCount, Sbz2;
} ACL, *PACL;
typedef struct {
	UCHAR AceType, AceFlags;
	USHORT AceSize;
} ACE_HEADER;
typedef struct {
	ACE_HEADER Header;
	ACCESS_MASK Mask;
	ULONG SidStart;
} ACCESS_ALLOWED_ACE;
typedef struct {
	UCHAR Revision, Sbz1;
	USHORT Control;
	PSID Owner, Group;
	PACL Sacl, Dacl;
} SECURITY_DESCRIPTOR;
typedef ULONG SECURITY_INFORMATION;
#define ACL_REVISION 2
#define ACCESS_ALLOWED_ACE_TYPE 0
#define SECURITY_DESCRIPTOR_REVISION 1
#define SE_DACL_PRESENT 0x0004u
#define SE_DACL_PROTECTED 0x1000u
#define DACL_SECURITY_INFORMATION 4u
#define PROTECTED_DACL_SECURITY_INFORMATION 0x80000000u

ULONG RtlLengthRequiredSid(ULONG count);
ULONG RtlLengthSid(PSID sid);
BOOLEAN RtlValidSid(PSID sid);
NTSTATUS RtlCreateAcl(PACL acl, ULONG length, ULONG revision);
NTSTATUS RtlAddAccessAllowedAce(PACL acl, ULONG revision, ACCESS_MASK access, PSID sid);
NTSTATUS RtlCreateSecurityDescriptor(PSECURITY_DESCRIPTOR descriptor, ULONG revision);
NTSTATUS RtlSetDaclSecurityDescriptor(PSECURITY_DESCRIPTOR descriptor, BOOLEAN present, PACL dacl, BOOLEAN defaulted);
NTSTATUS ZwSetSecurityObject(HANDLE handle, SECURITY_INFORMATION information, PSECURITY_DESCRIPTOR descriptor);

#endif
