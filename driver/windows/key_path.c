/* SPDX-License-Identifier: Apache-2.0 */
#include "key_path.h"
#include "kernel_routines.h"

/*
 * What all kept paths may take together. The second half is for paths that cannot be asked for later: whoever fills the first by
 * using many keys does not so make what is deleted nameless.
 */
#define KEPT_MAX (4 << 20)
#define KEPT_MAX_WITH_RESERVE (8 << 20)

typedef struct _KEPT_PATH {
	struct _KEPT_PATH *Replaced;	/* an older path of the same object, which another callback may be reading */
	LONG Renames;			/* at the time of asking */
	ULONG Bytes;			/* of this block */
	UNICODE_STRING Text;		/* in Characters */
	WCHAR Characters[1];
} KEPT_PATH, *PKEPT_PATH;

static LARGE_INTEGER WatchCookie;
static volatile LONG KeptBytes;	/* interlocked */
static volatile LONG Renames;	/* interlocked */

VOID KeyPathsInitialize(PLARGE_INTEGER Cookie)
{
	WatchCookie = *Cookie;
}

static PKEPT_PATH KeptAllocate(PCUNICODE_STRING Text, LONG RenamesBefore, LONG Limit)
{
	ULONG Bytes = FIELD_OFFSET(KEPT_PATH, Characters) + Text->Length;
	PKEPT_PATH Kept = NULL;

	if (InterlockedExchangeAdd(&KeptBytes, (LONG)Bytes) <= Limit - (LONG)Bytes)
		Kept = ExAllocatePoolWithTag(PagedPool, Bytes, PRM_POOL_TAG);
	if (Kept == NULL) {
		InterlockedExchangeAdd(&KeptBytes, -(LONG)Bytes);
		return NULL;
	}
	Kept->Replaced = NULL;
	Kept->Renames = RenamesBefore;
	Kept->Bytes = Bytes;
	Kept->Text.Length = Text->Length;
	Kept->Text.MaximumLength = Text->Length;
	Kept->Text.Buffer = Kept->Characters;
	RtlCopyMemory(Kept->Characters, Text->Buffer, Text->Length);
	return Kept;
}

VOID KeyPathForget(PVOID Context)
{
	PKEPT_PATH Kept = Context;

	while (Kept != NULL) {
		PKEPT_PATH Replaced = Kept->Replaced;

		InterlockedExchangeAdd(&KeptBytes, -(LONG)Kept->Bytes);
		ExFreePoolWithTag(Kept, PRM_POOL_TAG);
		Kept = Replaced;
	}
}

/* The context, if it is a path that no rename has happened since. */
static PKEPT_PATH KeptFresh(PVOID Context)
{
	PKEPT_PATH Kept = Context;

	return Kept != NULL && Kept->Renames == READ_LONG(&Renames) ? Kept : NULL;
}

/*
 * Two callbacks may do this at once for one object: the later one takes over what the earlier has put there, and all of it goes
 * with the object.
 */
static PKEPT_PATH KeptAttach(PVOID Object, PCUNICODE_STRING Text, LONG RenamesBefore, LONG Limit)
{
	PKEPT_PATH Kept = KeptAllocate(Text, RenamesBefore, Limit);
	PVOID Replaced = NULL;

	if (Kept == NULL)
		return NULL;
	if (!NT_SUCCESS(KernelRoutines.SetCallbackObjectContext(Object, &WatchCookie, Kept, &Replaced))) {
		KeyPathForget(Kept);
		return NULL;
	}
	Kept->Replaced = Replaced;
	return Kept;
}

static VOID KeyPathAsk(PKEY_PATH Path, PVOID Object, PVOID Context, LONG Limit)
{
	LONG RenamesBefore = READ_LONG(&Renames);
	PKEPT_PATH Kept = KeptFresh(Context);

	RtlZeroMemory(Path, sizeof(*Path));
	if (Kept == NULL) {
		NTSTATUS Status = KernelRoutines.GetKeyObjectId(&WatchCookie, Object, NULL, &Path->Resolved, 0);

		if (!NT_SUCCESS(Status))
			Path->Resolved = NULL;
		if (Path->Resolved == NULL)
			return;
		Kept = KeptAttach(Object, Path->Resolved, RenamesBefore, Limit);
		if (Kept == NULL) {
			Path->Text = *Path->Resolved;
			return;
		}
		KeyPathRelease(Path);
	}
	Path->Text = Kept->Text;
}

VOID KeyPathGet(PKEY_PATH Path, PVOID Object, PVOID Context)
{
	KeyPathAsk(Path, Object, Context, KEPT_MAX);
}

VOID KeyPathRelease(PKEY_PATH Path)
{
	if (Path->Resolved != NULL)
		KernelRoutines.ReleaseKeyObjectId(Path->Resolved);
	Path->Resolved = NULL;
}

PVOID KeyPathKeep(PVOID Object, PVOID Context)
{
	KEY_PATH Path;
	BOOLEAN Kept;

	KeyPathAsk(&Path, Object, Context, KEPT_MAX_WITH_RESERVE);
	Kept = Path.Resolved == NULL && Path.Text.Buffer != NULL;
	KeyPathRelease(&Path);
	return Kept ? CONTAINING_RECORD(Path.Text.Buffer, KEPT_PATH, Characters) : NULL;
}

UNICODE_STRING KeyPathKept(PVOID Kept)
{
	return ((PKEPT_PATH)Kept)->Text;
}

VOID KeyPathsRenamed(VOID)
{
	InterlockedIncrement(&Renames);
}
