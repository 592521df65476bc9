# SPDX-License-Identifier: Apache-2.0
#
# The driver in Wine's NT kernel, and the bridge to it: included by ../../../Makefile, from whose folder every path counts.

MINGW_CC ?= x86_64-w64-mingw32-gcc
IN_WINE := windows/test/wine/prefix.sh
BRIDGE := $(addprefix build/windows/bridge/,libkernel32.so libAdvapi32.so libntdll.so prmonitor-bridge.exe)

.PHONY: bridge test-windows-bridge test-windows-wine mingw wine

# For the Java tests: what they load in place of Windows' own libraries, and the other end in Wine.
bridge: $(BRIDGE)

mingw:
	@command -v $(MINGW_CC) >/dev/null || { \
		echo "$(MINGW_CC) is needed for what runs in Wine (Debian: apt-get install gcc-mingw-w64-x86-64)" >&2; exit 1; }

wine:
	@command -v wine wineserver >/dev/null || { echo "wine is needed for these tests (Debian: apt-get install wine wine64)" >&2; exit 1; }

build/windows/bridge/libkernel32.so: windows/test/bridge/library.c $(wildcard windows/test/bridge/*.h)
	@mkdir -p $(@D)
	$(CC) $(C_FLAGS) -fPIC -shared -fvisibility=hidden -pthread $< -o $@

# One library under every name: the loader sees that it is the same file, so that a process has one of it.
build/windows/bridge/libAdvapi32.so build/windows/bridge/libntdll.so: build/windows/bridge/libkernel32.so
	ln -sf libkernel32.so $@

build/windows/bridge/prmonitor-bridge.exe: windows/test/bridge/helper.c $(wildcard windows/test/bridge/*.h) | mingw
	@mkdir -p $(@D)
	$(MINGW_CC) $(C_FLAGS) -s $< -lws2_32 -o $@

build/windows/bridge_test: windows/test/bridge/bridge_test.c linux/test/check.c linux/test/check.h
	@mkdir -p $(@D)
	$(CC) $(C_FLAGS) -pthread $(filter %.c,$^) -ldl -o $@

test-windows-bridge: $(BRIDGE) build/windows/bridge_test | wine
	$(IN_WINE) build/windows/bridge_test build/windows/bridge/libkernel32.so build/windows/bridge/prmonitor-bridge.exe

test: test-windows-bridge
