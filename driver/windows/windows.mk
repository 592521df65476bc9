# SPDX-License-Identifier: Apache-2.0
#
# PRMonitor.sys: included by ../Makefile, from whose folder every path counts.
#
#   make build/windows/PRMonitor.sys        the image that is released
#   make build/windows/PRMonitor-test.sys   the same with the injector (windows/test/inject.h); never installed on a user's machine
#   make sign-windows KEY=… CERTIFICATE=…   the released image signed for test-signing mode (osslsigncode)
#   make check-windows                      the released image: its bytes, its imports, and that no injector is in it
#
# The same bytes come out in any folder, but only from the same compiler: gcc 12 of mingw-w64 with binutils 2.40 (Debian 12).

WINDOWS_CC ?= x86_64-w64-mingw32-gcc
WINDOWS_OBJDUMP ?= x86_64-w64-mingw32-objdump
WINDOWS_DDK ?= /usr/x86_64-w64-mingw32/include/ddk
WINDOWS_GCC_VERSION := 12
WINDOWS_IMAGE := build/windows/PRMonitor.sys
WINDOWS_TEST_IMAGE := build/windows/PRMonitor-test.sys

WINDOWS_ROOMS := control delivery driver event_handle image_watch kernel_routines key_path process_watch record registry_record \
	registry_watch ring security session subject watch
WINDOWS_SOURCES := $(WINDOWS_ROOMS:%=windows/%.c)
WINDOWS_TEST_ROOMS := windows/test/inject.c windows/test/inject_event.c windows/test/inject_registry.c
WINDOWS_HEADERS := $(wildcard windows/*.h windows/test/*.h) wire/prmonitor_wire.h wire/prmonitor_windows.h

# Windows 10's headers; what Windows 8 does not have is looked up by name. The kernel's interfaces hand objects out as PVOID *.
WINDOWS_C_FLAGS := -O2 -std=gnu11 -Wall -Wextra -Werror -ffreestanding -fno-strict-aliasing -fno-ident -D_WIN32_WINNT=0x0A00 -isystem $(WINDOWS_DDK)
# forceinteg: PsSetCreateProcessNotifyRoutineEx refuses an image without. No time stamp: the same bytes each time.
WINDOWS_LINK_FLAGS := -nostdlib -s -Wl,--subsystem,native:6.1 -Wl,--entry,DriverEntry \
	-Wl,--dynamicbase,--nxcompat,--forceinteg,--wdmdriver,--high-entropy-va \
	-Wl,--enable-reloc-section -Wl,--no-insert-timestamp -Wl,--disable-auto-import

.PHONY: windows-compiler prebuilt-windows check-windows sign-windows check-windows-bytes check-windows-imports check-windows-release \
	check-windows-project

all: $(WINDOWS_IMAGE) $(WINDOWS_TEST_IMAGE)
prebuilt: prebuilt-windows
check: check-windows
check-windows: check-windows-bytes check-windows-imports check-windows-release check-windows-project

windows-compiler:
	@command -v $(WINDOWS_CC) >/dev/null || { \
		echo "$(WINDOWS_CC) is needed to build the Windows driver and is not on the PATH" >&2; \
		echo "  Debian: apt-get install gcc-mingw-w64-x86-64" >&2; \
		echo "  (the Java build does not need it: it packages driver/prebuilt/)" >&2; exit 1; }

$(WINDOWS_IMAGE): $(WINDOWS_SOURCES) $(WINDOWS_HEADERS) Makefile windows/windows.mk | windows-compiler
	@mkdir -p $(@D)
	$(WINDOWS_CC) $(WINDOWS_C_FLAGS) $(WINDOWS_LINK_FLAGS) $(WINDOWS_SOURCES) -lntoskrnl -o $@

$(WINDOWS_TEST_IMAGE): $(WINDOWS_SOURCES) $(WINDOWS_TEST_ROOMS) $(WINDOWS_HEADERS) Makefile windows/windows.mk | windows-compiler
	@mkdir -p $(@D)
	$(WINDOWS_CC) $(WINDOWS_C_FLAGS) -DPRM_TEST $(WINDOWS_LINK_FLAGS) $(WINDOWS_SOURCES) $(WINDOWS_TEST_ROOMS) -lntoskrnl -o $@

prebuilt-windows: $(WINDOWS_IMAGE)
	@install -m 644 $< prebuilt/PRMonitor.sys && cd prebuilt && sha256sum PRMonitor.sys >PRMonitor.sys.sha256

# Sources only, in a folder of another name, so that the folder cannot matter.
check-windows-bytes: | windows-compiler
	@version=$$($(WINDOWS_CC) -dumpversion); case $$version in $(WINDOWS_GCC_VERSION)|$(WINDOWS_GCC_VERSION)[.-]*) ;; *) \
		echo "prebuilt/PRMonitor.sys is made with gcc $(WINDOWS_GCC_VERSION); this is $$version, whose bytes may differ" >&2; exit 1;; esac
	@elsewhere=$$(mktemp -d) && trap 'rm -rf "$$elsewhere"' EXIT && cp -r $(SOURCE_FOLDERS) "$$elsewhere" && \
	$(MAKE) --no-print-directory -C "$$elsewhere" $(WINDOWS_IMAGE) >/dev/null && \
	cmp "$$elsewhere/$(WINDOWS_IMAGE)" prebuilt/PRMonitor.sys || { \
		echo "prebuilt/PRMonitor.sys is not what the sources make: make prebuilt" >&2; exit 1; }
	@cd prebuilt && sha256sum --check --strict PRMonitor.sys.sha256

# An image's imports as "library routine", in order.
IMPORTS_OF = $(WINDOWS_OBJDUMP) -p $(1) | awk '/DLL Name:/ { library = $$3 } /^$$/ { library = "" } \
	library && NF == 3 && $$2 ~ /^[0-9]+$$/ { print library, $$3 }' | LC_ALL=C sort
IMPORTS_LISTED = sed -n 's/^[A-Za-z].*/ntoskrnl.exe &/p' $(1) | LC_ALL=C sort

# What is imported that is not listed, and what is listed that is not imported: both are differences.
check-windows-imports: $(WINDOWS_IMAGE) $(WINDOWS_TEST_IMAGE)
	@lists=$$(mktemp -d) && trap 'rm -rf "$$lists"' EXIT && \
	$(call IMPORTS_LISTED,windows/imports.txt) >"$$lists/listed" && $(call IMPORTS_OF,$(WINDOWS_IMAGE)) >"$$lists/imported" && \
	diff "$$lists/listed" "$$lists/imported" && \
	$(call IMPORTS_LISTED,windows/imports.txt windows/test/imports.txt) >"$$lists/listed" && \
	$(call IMPORTS_OF,$(WINDOWS_TEST_IMAGE)) >"$$lists/imported" && diff "$$lists/listed" "$$lists/imported" || { \
		echo "the images import (>) something else than windows/imports.txt and windows/test/imports.txt say (<)" >&2; exit 1; }
	@echo "imports: OK"

# IOCTL_PRM_INJECT, little-endian: it must be seen where the injector is, or its absence elsewhere would show nothing. What
# IOCTL_PRM_VERSION says of the image is asked in Wine.
INJECT_CODE := c0e33783
check-windows-release: $(WINDOWS_IMAGE) $(WINDOWS_TEST_IMAGE)
	@od -An -v -tx1 $(WINDOWS_TEST_IMAGE) | tr -d ' \n' | grep -q $(INJECT_CODE) || { \
		echo "the injector's control code cannot be seen in $(WINDOWS_TEST_IMAGE), so its absence elsewhere says nothing" >&2; exit 1; }
	@! od -An -v -tx1 $(WINDOWS_IMAGE) | tr -d ' \n' | grep -q $(INJECT_CODE) || { \
		echo "$(WINDOWS_IMAGE) knows IOCTL_PRM_INJECT" >&2; exit 1; }
	@! $(call IMPORTS_OF,$(WINDOWS_IMAGE)) | cut -d' ' -f2 | grep -Fx -f windows/test/imports.txt || { \
		echo "$(WINDOWS_IMAGE) imports what only the injector needs" >&2; exit 1; }
	@echo "no injector in the released image: OK"

# The WDK's project names every room.
check-windows-project:
	@for source in $(WINDOWS_ROOMS:%=%.c) $(notdir $(wildcard windows/*.h)); do \
		grep -q "Include=\"$$source\"" windows/PRMonitor.vcxproj || { echo "PRMonitor.vcxproj lacks $$source" >&2; exit 1; }; done
	@test "$(sort $(WINDOWS_SOURCES))" = "$(sort $(wildcard windows/*.c))" || { echo "WINDOWS_ROOMS is not what is in windows/" >&2; exit 1; }
	@echo "PRMonitor.vcxproj: OK"

# -ph: hashes of the pages, which a kernel wants that checks them as it loads them. The time is fixed, for the same bytes each time.
sign-windows: $(WINDOWS_IMAGE)
	@test -n "$(KEY)" -a -n "$(CERTIFICATE)" || { echo "usage: make sign-windows KEY=key.pem CERTIFICATE=certificate.pem" >&2; exit 2; }
	@mkdir -p build/windows/signed && rm -f build/windows/signed/PRMonitor.sys
	osslsigncode sign -h sha256 -ph -time 1767225600 -n PRMonitor -certs "$(CERTIFICATE)" -key "$(KEY)" \
		-in $(WINDOWS_IMAGE) -out build/windows/signed/PRMonitor.sys
