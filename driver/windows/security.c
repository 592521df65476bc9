/* SPDX-License-Identifier: Apache-2.0 */
/* What IoCreateDeviceSecure would do with "D:P(A;;FA;;;SY)(A;;FA;;;BA)", without the kit's static library. */
#include "security.h"

/* As SID, with room for the second sub-authority. */
typedef struct _SID_OF_TWO {
	UCHAR Revision;
	UCHAR SubAuthorityCount;
	SID_IDENTIFIER_AUTHORITY IdentifierAuthority;
	ULONG SubAuthority[2];
} SID_OF_TWO;

static SID_OF_TWO SystemSid = { SID_REVISION, 1, { { 0, 0, 0, 0, 0, 5 } }, { SECURITY_LOCAL_SYSTEM_RID, 0 } };
static SID_OF_TWO AdministratorsSid = {
	SID_REVISION, 2, { { 0, 0, 0, 0, 0, 5 } }, { SECURITY_BUILTIN_DOMAIN_RID, DOMAIN_ALIAS_RID_ADMINS }
};

/* Two entries, each with its SID in place of SidStart. */
#define ACL_SIZE (sizeof(ACL) + 2 * (FIELD_OFFSET(ACCESS_ALLOWED_ACE, SidStart) + sizeof(SID_OF_TWO)))

static NTSTATUS SecurityBuildAcl(PACL Acl)
{
	NTSTATUS Status = RtlCreateAcl(Acl, ACL_SIZE, ACL_REVISION);

	if (NT_SUCCESS(Status))
		Status = RtlAddAccessAllowedAce(Acl, ACL_REVISION, FILE_ALL_ACCESS, &SystemSid);
	if (NT_SUCCESS(Status))
		Status = RtlAddAccessAllowedAce(Acl, ACL_REVISION, FILE_ALL_ACCESS, &AdministratorsSid);
	return Status;
}

NTSTATUS SecurityRestrictDevice(PDEVICE_OBJECT Device)
{
	union {
		ACL Acl;
		UCHAR Bytes[ACL_SIZE];
	} Buffer;
	SECURITY_DESCRIPTOR Descriptor;
	NTSTATUS Status;
	HANDLE Handle;

	Status = SecurityBuildAcl(&Buffer.Acl);
	if (!NT_SUCCESS(Status))
		return Status;
	Status = RtlCreateSecurityDescriptor(&Descriptor, SECURITY_DESCRIPTOR_REVISION);
	if (!NT_SUCCESS(Status))
		return Status;
	Status = RtlSetDaclSecurityDescriptor(&Descriptor, TRUE, &Buffer.Acl, FALSE);
	if (!NT_SUCCESS(Status))
		return Status;
	/* KernelMode: no check of who asks, which is the system's own thread that loads drivers. */
	Status = ObOpenObjectByPointer(Device, OBJ_KERNEL_HANDLE, NULL, WRITE_DAC, NULL, KernelMode, &Handle);
	if (!NT_SUCCESS(Status))
		return Status;
	Status = ZwSetSecurityObject(Handle, DACL_SECURITY_INFORMATION, &Descriptor);
	ZwClose(Handle);
	return Status;
}
