/* SPDX-License-Identifier: Apache-2.0 */
/* Security identifiers, access control lists, and who may open what they guard. */
#include <stdlib.h>

#include "internal.h"

ULONG RtlLengthRequiredSid(ULONG count)
{
	return 8 + 4 * count;
}

ULONG RtlLengthSid(PSID sid)
{
	return RtlLengthRequiredSid(((PISID)sid)->SubAuthorityCount);
}

BOOLEAN RtlValidSid(PSID sid)
{
	return ((PISID)sid)->Revision == SID_REVISION && ((PISID)sid)->SubAuthorityCount <= SID_MAX_SUB_AUTHORITIES;
}

NTSTATUS RtlCreateAcl(PACL acl, ULONG length, ULONG revision)
{
	if (length < sizeof(*acl) || length > MAXUSHORT || length & 3)
		return STATUS_BUFFER_TOO_SMALL;
	*acl = (ACL){ (UCHAR)revision, 0, (USHORT)length, 0, 0 };
	return STATUS_SUCCESS;
}

/* The first byte behind the list's entries. */
static PUCHAR acl_end(PACL acl)
{
	PUCHAR at = (PUCHAR)(acl + 1);

	for (int entry = 0; entry < acl->AceCount; entry++)
		at += ((ACE_HEADER *)at)->AceSize;
	return at;
}

NTSTATUS RtlAddAccessAllowedAce(PACL acl, ULONG revision, ACCESS_MASK access, PSID sid)
{
	ACCESS_ALLOWED_ACE *entry = (ACCESS_ALLOWED_ACE *)acl_end(acl);
	ULONG size = (ULONG)offsetof(ACCESS_ALLOWED_ACE, SidStart) + RtlLengthSid(sid);

	mock_require(revision == ACL_REVISION && RtlValidSid(sid), "RtlAddAccessAllowedAce: a revision or a SID that is none");
	if ((PUCHAR)entry + size > (PUCHAR)acl + acl->AclSize)
		return STATUS_BUFFER_TOO_SMALL;
	entry->Header = (ACE_HEADER){ ACCESS_ALLOWED_ACE_TYPE, 0, (USHORT)size };
	entry->Mask = access;
	memcpy(&entry->SidStart, sid, RtlLengthSid(sid));
	acl->AceCount++;
	return STATUS_SUCCESS;
}

NTSTATUS RtlCreateSecurityDescriptor(PSECURITY_DESCRIPTOR descriptor, ULONG revision)
{
	*(SECURITY_DESCRIPTOR *)descriptor = (SECURITY_DESCRIPTOR){ .Revision = (UCHAR)revision };
	return STATUS_SUCCESS;
}

NTSTATUS RtlSetDaclSecurityDescriptor(PSECURITY_DESCRIPTOR descriptor, BOOLEAN present, PACL dacl, BOOLEAN defaulted)
{
	SECURITY_DESCRIPTOR *into = descriptor;

	mock_require(present && dacl && !defaulted, "RtlSetDaclSecurityDescriptor without a list: everybody may");
	into->Control |= SE_DACL_PRESENT;
	into->Dacl = dacl;
	return STATUS_SUCCESS;
}

NTSTATUS ZwSetSecurityObject(HANDLE handle, SECURITY_INFORMATION information, PSECURITY_DESCRIPTOR descriptor)
{
	const SECURITY_DESCRIPTOR *from = descriptor;
	ACCESS_MASK access;
	PVOID object = mock_handle_object(handle, NULL, &access);

	mock_at_most(PASSIVE_LEVEL, __func__);
	mock_require(object && mock_object_type(object) == &mock_device_type && access & WRITE_DAC,
		     "ZwSetSecurityObject of what is no device opened for it");
	mock_require((information & ~PROTECTED_DACL_SECURITY_INFORMATION) == DACL_SECURITY_INFORMATION &&
			     from->Revision == SECURITY_DESCRIPTOR_REVISION && from->Control & SE_DACL_PRESENT && from->Dacl,
		     "ZwSetSecurityObject: a list of who may");
	if (mock_refused())
		return STATUS_INSUFFICIENT_RESOURCES;
	mock_device_set_dacl(object, from->Dacl);
	return STATUS_SUCCESS;
}

bool mock_dacl_allows(PACL dacl, const struct mock_user *user, ACCESS_MASK access)
{
	static const UCHAR administrators[] = { 1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0 };
	PUCHAR at = (PUCHAR)(dacl + 1);
	ACCESS_MASK allowed = 0;

	for (int entry = 0; entry < dacl->AceCount; entry++) {
		ACCESS_ALLOWED_ACE *ace = (ACCESS_ALLOWED_ACE *)at;
		ULONG length = ace->Header.AceSize - (ULONG)offsetof(ACCESS_ALLOWED_ACE, SidStart);

		if ((length == user->sid_length && !memcmp(&ace->SidStart, user->sid, length)) ||
		    (user->administrator && length == sizeof(administrators) && !memcmp(&ace->SidStart, administrators, length)))
			allowed |= ace->Mask & GENERIC_ALL ? FILE_ALL_ACCESS : ace->Mask;
		at += ace->Header.AceSize;
	}
	return (allowed & access) == access;
}
