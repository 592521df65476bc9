# SPDX-License-Identifier: Apache-2.0
#
# PRMonitor.sys: included by ../Makefile, from whose folder every path counts.
#
#   make build/windows/PRMonitor.sys        the image that is released
#   make build/windows/PRMonitor-test.sys   the same with the injector (windows/test/inject.h); never installed on a user's machine
#
# The same bytes come out in any folder, but only from the same compiler: gcc 12 of mingw-w64 with binutils 2.40 (Debian 12).

WINDOWS_CC ?= x86_64-w64-mingw32-gcc
WINDOWS_OBJDUMP ?= x86_64-w64-mingw32-objdump
WINDOWS_GCC_VERSION := 12
WINDOWS_DDK ?= /usr/x86_64-w64-mingw32/include/ddk
WINDOWS_IMAGE := build/windows/PRMonitor.sys
WINDOWS_TEST_IMAGE := build/windows/PRMonitor-test.sys

WINDOWS_ROOMS := driver control session ring event_handle process_watch image_watch registry_watch registry_record key_path record \
	subject kernel_routines security watch
WINDOWS_SOURCES := $(WINDOWS_ROOMS:%=windows/%.c)
WINDOWS_TEST_ROOMS := windows/test/inject.c windows/test/inject_registry.c
WINDOWS_HEADERS := $(wildcard windows/*.h windows/test/*.h) wire/prmonitor_wire.h wire/prmonitor_windows.h

# The kernel is Windows 10's at least by its headers; what is used is of Windows 8 or looked up by name.
WINDOWS_C_FLAGS := -O2 -std=gnu11 -Wall -Wextra -Werror -ffreestanding -fno-ident -D_WIN32_WINNT=0x0A00 \
	-isystem $(WINDOWS_DDK)
# forceinteg: PsSetCreateProcessNotifyRoutineEx refuses an image without. No time stamp: the same bytes each time.
WINDOWS_LINK_FLAGS := -nostdlib -s -Wl,--subsystem,native:6.1 -Wl,--entry,DriverEntry \
	-Wl,--dynamicbase,--nxcompat,--forceinteg,--wdmdriver,--high-entropy-va \
	-Wl,--enable-reloc-section -Wl,--no-insert-timestamp -Wl,--disable-auto-import

.PHONY: mingw

all: $(WINDOWS_IMAGE) $(WINDOWS_TEST_IMAGE)

mingw:
	@command -v $(WINDOWS_CC) >/dev/null || { \
		echo "$(WINDOWS_CC) is needed to build the Windows driver and is not on the PATH" >&2; \
		echo "  Debian: apt-get install gcc-mingw-w64-x86-64" >&2; \
		echo "  (the Java build does not need it: it packages driver/prebuilt/)" >&2; exit 1; }

$(WINDOWS_IMAGE): $(WINDOWS_SOURCES) $(WINDOWS_HEADERS) Makefile windows/windows.mk | mingw
	@mkdir -p $(@D)
	$(WINDOWS_CC) $(WINDOWS_C_FLAGS) $(WINDOWS_LINK_FLAGS) $(WINDOWS_SOURCES) -lntoskrnl -o $@

$(WINDOWS_TEST_IMAGE): $(WINDOWS_SOURCES) $(WINDOWS_TEST_ROOMS) $(WINDOWS_HEADERS) Makefile windows/windows.mk | mingw
	@mkdir -p $(@D)
	$(WINDOWS_CC) $(WINDOWS_C_FLAGS) -DPRM_TEST $(WINDOWS_LINK_FLAGS) $(WINDOWS_SOURCES) $(WINDOWS_TEST_ROOMS) -lntoskrnl -o $@
