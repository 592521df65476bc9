/* SPDX-License-Identifier: Apache-2.0 */
/* The structures that the kernel would make, and the very routines that it would call with them. */
#include "inject_event.h"
#include "../image_watch.h"
#include "../process_watch.h"

/* Puts a space and the number in decimal behind the text or name. */
static VOID InjectNumber(PINJECTION Injection, ULONG Number)
{
	PUNICODE_STRING String = Injection->Numbered;
	WCHAR Digits[NUMBER_MAX];
	ULONG Count = 0;
	PWCHAR End;

	if (String == NULL)
		return;
	do {
		Digits[Count++] = (WCHAR)(L'0' + Number % 10);
		Number /= 10;
	} while (Number != 0);
	Digits[Count++] = L' ';
	End = String->Buffer + Injection->NumberAt / sizeof(WCHAR);
	String->Length = (USHORT)(Injection->NumberAt + Count * sizeof(WCHAR));
	while (Count != 0)
		*End++ = Digits[--Count];
}

static VOID InjectStarted(PINJECTION Injection)
{
	PS_CREATE_NOTIFY_INFO Information = { .Size = sizeof(Information) };

	Information.FileOpenNameAvailable = TRUE;
	Information.ParentProcessId = ULongToHandle(Injection->Wish.parent_id);
	Information.CreatingThreadId.UniqueProcess = ULongToHandle(Injection->Wish.creator_id);
	Information.CreatingThreadId.UniqueThread = ULongToHandle(Injection->Wish.thread_id);
	Information.ImageFileName = &Injection->Text;
	Information.CommandLine = &Injection->Name;
	ProcessWatchNotify(Injection->Process, ULongToHandle(Injection->Wish.process_id), &Information);
}

static VOID InjectImage(PINJECTION Injection)
{
	IMAGE_INFO Information = {
		.ImageBase = (PVOID)(ULONG_PTR)Injection->Wish.base, .ImageSize = (SIZE_T)Injection->Wish.image_size
	};

	/* A driver's image is no process's. */
	ImageLoaded(&Injection->Text, Injection->Wish.process_id != 0 ? Injection->Process : NULL, Injection->Wish.process_id,
		    &Information);
}

/* A key whose path has a number is another one each time. */
static VOID InjectRegistry(PINJECTION Injection)
{
	INJECTED_OPERATION Operation = {
		(enum prm_registry_operation)Injection->Wish.operation, Injection->Wish.status, Injection->Name,
		Injection->Wish.value_type, Injection->Data, Injection->Wish.data_length
	};
	BOOLEAN Another = Injection->Numbered == &Injection->Text;

	if (Another)
		InjectKeyOpen(&Injection->Key);
	InjectRegistryOperation(&Injection->Key, Injection->Process, Injection->Wish.process_id, &Operation);
	if (Another)
		InjectKeyClose(&Injection->Key, Injection->Process, Injection->Wish.process_id);
}

VOID InjectOne(PINJECTION Injection, ULONG Number)
{
	InjectNumber(Injection, Number);
	Injection->Key.Path = Injection->Text;
	switch (Injection->Wish.type) {
	case PRM_PROCESS_STARTED:
		InjectStarted(Injection);
		break;
	case PRM_PROCESS_EXITED:
		ProcessWatchNotify(Injection->Process, ULongToHandle(Injection->Wish.process_id), NULL);
		break;
	case PRM_IMAGE_LOADED:
		InjectImage(Injection);
		break;
	default:
		InjectRegistry(Injection);
		break;
	}
}

/* All events are of one key, unless its path is numbered. */
static BOOLEAN InjectHasOneKey(const INJECTION *Injection)
{
	return Injection->Wish.type == PRM_REGISTRY_CHANGED && Injection->Numbered != &Injection->Text;
}

VOID InjectBegin(PINJECTION Injection)
{
	Injection->Key.Path = Injection->Text;
	if (InjectHasOneKey(Injection))
		InjectKeyOpen(&Injection->Key);
}

VOID InjectEnd(PINJECTION Injection)
{
	if (InjectHasOneKey(Injection))
		InjectKeyClose(&Injection->Key, Injection->Process, Injection->Wish.process_id);
}
