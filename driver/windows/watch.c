/* SPDX-License-Identifier: Apache-2.0 */
#include "watch.h"
#include "image_watch.h"
#include "kernel_routines.h"
#include "process_watch.h"
#include "registry_watch.h"

/* Written by DriverEntry alone, before anybody can ask. */
static NTSTATUS ProcessStatus;
static NTSTATUS ImageStatus;
static NTSTATUS RegistryStatus;

VOID WatchesStart(PDRIVER_OBJECT Driver)
{
	ProcessStatus = ProcessWatchStart();
	ImageStatus = ImageWatchStart();
	RegistryStatus = RegistryWatchStart(Driver);
}

VOID WatchesStop(VOID)
{
	if (NT_SUCCESS(RegistryStatus))
		RegistryWatchStop();
	if (NT_SUCCESS(ImageStatus))
		ImageWatchStop();
	if (NT_SUCCESS(ProcessStatus))
		ProcessWatchStop();
}

ULONG WatchesTypes(VOID)
{
	ULONG Types = 0;

	if (NT_SUCCESS(ProcessStatus))
		Types |= PRM_TYPE_MASK(PRM_PROCESS_STARTED) | PRM_TYPE_MASK(PRM_PROCESS_EXITED);
	if (NT_SUCCESS(ImageStatus))
		Types |= PRM_TYPE_MASK(PRM_IMAGE_LOADED);
	if (NT_SUCCESS(RegistryStatus))
		Types |= PRM_TYPE_MASK(PRM_REGISTRY_CHANGED);
	return Types;
}

VOID WatchesStatistics(struct prm_statistics *Statistics)
{
	Statistics->process_status = ProcessStatus;
	Statistics->image_status = ImageStatus;
	Statistics->registry_status = RegistryStatus;
	if (NT_SUCCESS(ProcessStatus))
		Statistics->capabilities |= PRM_CAN_WATCH_PROCESSES;
	if (NT_SUCCESS(ImageStatus))
		Statistics->capabilities |= PRM_CAN_WATCH_IMAGES;
	if (NT_SUCCESS(RegistryStatus))
		Statistics->capabilities |= PRM_CAN_WATCH_REGISTRY;
	if (KernelRoutines.SystemTimePrecise != NULL)
		Statistics->capabilities |= PRM_HAS_PRECISE_TIME;
}
