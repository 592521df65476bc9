// SPDX-License-Identifier: Apache-2.0
/* Every control code with every length that is not its own, codes that are none, and handles that may do less. */
#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "tests.h"

#define HUGE (16u << 20)
#define UNTOUCHED 0xCC

static const struct code {
	const char *name;
	ULONG code, in, out;
} codes[] = {
	{ "VERSION", IOCTL_PRM_VERSION, 0, sizeof(struct prm_version) },
	{ "STARTHOOK", IOCTL_PRM_STARTHOOK, sizeof(struct prm_start), 0 },
	{ "GETINFO", IOCTL_PRM_GETINFO, 0, sizeof(struct prm_batch) },
	{ "STOPHOOK", IOCTL_PRM_STOPHOOK, 0, 0 },
	{ "STATS", IOCTL_PRM_STATS, 0, sizeof(struct prm_statistics) },
};

static uint8_t *input, *output;	/* HUGE bytes each */

/* What the code may not do: write where it says that it has not. */
static bool untouched_from(ULONG_PTR from)
{
	for (ULONG i = (ULONG)from; i < HUGE; i++)
		if (output[i] != UNTOUCHED)
			return false;
	return true;
}

static NTSTATUS call(HANDLE device, const struct code *code, ULONG in, ULONG out, ULONG_PTR *information)
{
	memset(output, UNTOUCHED, HUGE);
	return control(device, code->code, in ? input : NULL, in, out ? output : NULL, out, information);
}

static void test_inputs(HANDLE device, const struct code *code)
{
	const ULONG lengths[] = { 0, code->in - 1, code->in + 1, HUGE };

	for (size_t i = 0; i < ARRAYSIZE(lengths); i++) {
		ULONG_PTR information;
		NTSTATUS status;

		if (lengths[i] == code->in || lengths[i] > HUGE)
			continue;
		status = call(device, code, lengths[i], code->out, &information);
		CHECK(status == STATUS_INFO_LENGTH_MISMATCH && !information && untouched_from(0),
		      "lengths: %s with an input of %lu is refused, and nothing is written (0x%08lx)", code->name, lengths[i], status);
	}
}

static void test_outputs(HANDLE device, const struct code *code)
{
	const ULONG lengths[] = { 0, code->out - 1, code->out + 1, HUGE };

	for (size_t i = 0; i < ARRAYSIZE(lengths); i++) {
		ULONG_PTR information;
		NTSTATUS status;

		if (lengths[i] > HUGE)
			continue;
		status = call(device, code, code->in, lengths[i], &information);
		if (lengths[i] < code->out)
			CHECK(status == STATUS_BUFFER_TOO_SMALL && !information && untouched_from(0),
			      "lengths: %s with an output of %lu is refused, and nothing is written (0x%08lx)", code->name, lengths[i],
			      status);
		else
			CHECK(!status && information == code->out && untouched_from(information),
			      "lengths: %s with an output of %lu writes %lu bytes (0x%08lx, %llu)", code->name, lengths[i], code->out,
			      status, information);
		/* A code that begins or ends a session has done so. */
		if (!status && code->code == IOCTL_PRM_STARTHOOK)
			session_stop(device);
		if (!status && code->code == IOCTL_PRM_STOPHOOK)
			control(device, IOCTL_PRM_STARTHOOK, input, sizeof(struct prm_start), NULL, 0, NULL);
	}
}

static void test_codes(HANDLE device)
{
	unsigned int refused = 0, tried = 0;

	for (ULONG function = 0; function < 0x1000; function++)
		for (ULONG method = METHOD_BUFFERED; method <= METHOD_NEITHER; method++) {
			ULONG code = PRM_CONTROL(function) | method;

			if (method == METHOD_BUFFERED && ((function >= 0x800 && function <= 0x804) || code == IOCTL_PRM_INJECT))
				continue;
			tried++;
			refused += control(device, code, input, 64, output, 64, NULL) == STATUS_INVALID_DEVICE_REQUEST;
		}
	CHECK(refused == tried, "codes: %u of %u that are none are refused", refused, tried);
}

static void test_access(void)
{
	const struct { const char *name; DWORD access; } handles[] = {
		{ "read", GENERIC_READ }, { "write", GENERIC_WRITE }, { "no", 0 }, { "attributes'", FILE_READ_ATTRIBUTES },
	};

	for (size_t i = 0; i < ARRAYSIZE(handles); i++) {
		HANDLE device = device_open(handles[i].access);
		unsigned int denied = 0;

		for (size_t c = 0; c < ARRAYSIZE(codes); c++)
			denied += call(device, &codes[c], codes[c].in, codes[c].out, NULL) == STATUS_ACCESS_DENIED;
		CHECK(device != INVALID_HANDLE_VALUE && denied == ARRAYSIZE(codes),
		      "access: %u of %u codes are denied to a handle with %s access", denied, (unsigned int)ARRAYSIZE(codes),
		      handles[i].name);
		CloseHandle(device);
	}
}

static void test_version(HANDLE device)
{
	struct prm_version version = { 0 };
	struct prm_statistics state = statistics(device);
	DWORD written = 0;

	CHECK(DeviceIoControl(device, IOCTL_PRM_VERSION, NULL, 0, &version, sizeof(version), &written, NULL) &&
	      written == sizeof(version) && version.control_version == PRM_CONTROL_VERSION && version.wire_version == PRM_WIRE_VERSION,
	      "version: control %u, wire %u", version.control_version, version.wire_version);
	CHECK(version.major == PRM_DRIVER_MAJOR && version.minor == PRM_DRIVER_MINOR && version.patch == PRM_DRIVER_PATCH,
	      "version: driver %u.%u.%u", version.major, version.minor, version.patch);
	CHECK((state.capabilities & PRM_CAN_WATCH_IMAGES) && !state.image_status, "version: it watches images (0x%08x)", state.image_status);
	CHECK(!(state.capabilities & PRM_CAN_WATCH_PROCESSES) == !!state.process_status &&
	      !(state.capabilities & PRM_CAN_WATCH_REGISTRY) == !!state.registry_status,
	      "version: what it cannot watch has a status: processes 0x%08x, registry 0x%08x", state.process_status,
	      state.registry_status);
	CHECK(!state.sessions && !state.ring_bytes && !state.types && !state.reserved && !state.seen && !state.delivered && !state.lost &&
	      !state.waiting_records && !state.waiting_bytes, "version: without a session its books are empty");
}

void test_control(void)
{
	HANDLE opened = device(), event = event_new();

	input = calloc(1, HUGE);
	output = malloc(HUGE);
	if (!input || !output)
		fatal("memory");
	*(struct prm_start *)input = (struct prm_start) { .control_version = PRM_CONTROL_VERSION, .types = EVERY_TYPE,
							  .event = (ULONG_PTR)event, .ring_bytes = PRM_RING_MIN };
	test_version(opened);
	CHECK(call(opened, &codes[2], 0, codes[2].out, NULL) == STATUS_INVALID_DEVICE_STATE, "codes: GETINFO needs a session");
	test_codes(opened);
	for (size_t i = 0; i < ARRAYSIZE(codes); i++) {
		/* With a session, but for the code that begins one. */
		if (codes[i].code != IOCTL_PRM_STARTHOOK && session_start(opened, event, EVERY_TYPE, PRM_RING_MIN))
			fatal("a session begins");
		test_inputs(opened, &codes[i]);
		test_outputs(opened, &codes[i]);
		if (codes[i].code != IOCTL_PRM_STARTHOOK)
			CHECK(!session_stop(opened), "lengths: %s: the session has outlived them", codes[i].name);
	}
	CHECK(!statistics(opened).sessions, "lengths: none of them has left a session");
	test_access();
	CloseHandle(opened);
	CloseHandle(event);
	free(input);
	free(output);
}
