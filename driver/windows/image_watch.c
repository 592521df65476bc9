/* SPDX-License-Identifier: Apache-2.0 */
#include "image_watch.h"
#include "record.h"
#include "session.h"
#include "subject.h"

/* IMAGE_INFO.Properties, of which mingw's header names only the first bits. */
#define IMAGE_SYSTEM_MODE(properties) (((properties) >> 8) & 0x1)
#define IMAGE_SIGNATURE_LEVEL(properties) (((properties) >> 12) & 0xF)
#define IMAGE_SIGNATURE_TYPE(properties) (((properties) >> 16) & 0x7)
#define IMAGE_PARTIAL_MAP(properties) (((properties) >> 19) & 0x1)

NTSTATUS ImageWatchStart(VOID)
{
	return PsSetLoadImageNotifyRoutine(ImageWatchNotify);
}

/* Waits for the callbacks that run. */
VOID ImageWatchStop(VOID)
{
	PsRemoveLoadImageNotifyRoutine(ImageWatchNotify);
}

VOID ImageLoaded(PUNICODE_STRING FullImageName, PEPROCESS Process, ULONG ProcessId, PIMAGE_INFO ImageInfo)
{
	UNICODE_STRING Path = RecordText(FullImageName);
	struct prm_image_loaded *Loaded;
	SUBJECT Subject;
	RECORD Record;

	SubjectOfProcess(&Subject, Process, ProcessId, HandleToULong(PsGetCurrentThreadId()));
	if (!RecordBegin(&Record, PRM_IMAGE_LOADED, sizeof(*Loaded), Path.Length, &Subject))
		return;
	Loaded = (struct prm_image_loaded *)Record.Header;
	Loaded->subject = Subject.Wire;
	Loaded->base = (ULONG_PTR)ImageInfo->ImageBase;
	Loaded->image_size = ImageInfo->ImageSize;
	if (IMAGE_SYSTEM_MODE(ImageInfo->Properties))
		Loaded->image_flags |= PRM_IMAGE_KERNEL;
	if (IMAGE_PARTIAL_MAP(ImageInfo->Properties))
		Loaded->image_flags |= PRM_IMAGE_PARTIAL;
	Loaded->path_length = Path.Length;
	Loaded->signature_level = IMAGE_SIGNATURE_LEVEL(ImageInfo->Properties);
	Loaded->signature_type = IMAGE_SIGNATURE_TYPE(ImageInfo->Properties);
	RecordAppend(&Record, Path.Buffer, Path.Length);
	RecordDeliver(&Record, &Subject);
}

VOID NTAPI ImageWatchNotify(PUNICODE_STRING FullImageName, HANDLE ProcessId, PIMAGE_INFO ImageInfo)
{
	ULONG Id = HandleToULong(ProcessId);
	PEPROCESS Process;

	if (!SessionsWant(PRM_IMAGE_LOADED, Id))
		return;
	if (Id == 0 || !NT_SUCCESS(PsLookupProcessByProcessId(ProcessId, &Process))) {
		ImageLoaded(FullImageName, NULL, Id, ImageInfo);
		return;
	}
	ImageLoaded(FullImageName, Process, Id, ImageInfo);
	ObDereferenceObject(Process);
}
