# SPDX-License-Identifier: Apache-2.0
#
# The driver in Wine's NT kernel, and the bridge to it: included by ../../../Makefile, from whose folder every path counts.

IN_WINE := windows/test/wine/prefix.sh
BRIDGE := $(addprefix build/windows/bridge/,libkernel32.so libAdvapi32.so libntdll.so prmonitor-bridge.exe)

.PHONY: bridge test-windows-bridge test-windows-wine wine

# For the Java tests: what they load in place of Windows' own libraries, and the other end in Wine.
bridge: $(BRIDGE)

wine:
	@command -v wine wineserver >/dev/null || { echo "wine is needed for these tests (Debian: apt-get install wine wine64)" >&2; exit 1; }

build/windows/bridge/libkernel32.so: $(addprefix windows/test/bridge/,library.c connection.c text.c own_memory.c) \
		$(wildcard windows/test/bridge/*.h)
	@mkdir -p $(@D)
	$(CC) $(C_FLAGS) -fPIC -shared -fvisibility=hidden -pthread $(filter %.c,$^) -o $@

# One library under every name: the loader sees that it is the same file, so that a process has one of it.
build/windows/bridge/libAdvapi32.so build/windows/bridge/libntdll.so: build/windows/bridge/libkernel32.so
	ln -sf libkernel32.so $@

build/windows/bridge/prmonitor-bridge.exe: windows/test/bridge/helper.c $(wildcard windows/test/bridge/*.h) | windows-compiler
	@mkdir -p $(@D)
	$(WINDOWS_CC) $(C_FLAGS) -s $< -lws2_32 -o $@

build/windows/bridge_test: windows/test/bridge/bridge_test.c linux/test/check.c linux/test/check.h
	@mkdir -p $(@D)
	$(CC) $(C_FLAGS) -pthread $(filter %.c,$^) -ldl -o $@

test-windows-bridge: $(BRIDGE) build/windows/bridge_test | wine
	$(IN_WINE) build/windows/bridge_test build/windows/bridge/libkernel32.so build/windows/bridge/prmonitor-bridge.exe

test: test-windows-bridge

WINE_TEST_SOURCES := $(addprefix windows/test/wine/,client.c inject.c control_test.c session_test.c image_test.c end_test.c random_test.c \
	fields_test.c delivery_test.c flow_test.c wine_test.c) linux/test/check.c
SEED ?=
RANDOM_CALLS ?=

build/windows/wine_test.exe: $(WINE_TEST_SOURCES) $(wildcard windows/test/wine/*.h windows/test/inject.h linux/test/check.h wire/*.h) | windows-compiler
	@mkdir -p $(@D)
	$(WINDOWS_CC) $(C_FLAGS) -municode -static $(filter %.c,$^) -lntdll -o $@

build/windows/other_driver.sys: windows/test/wine/other_driver.c | windows-compiler
	@mkdir -p $(@D)
	$(WINDOWS_CC) $(WINDOWS_C_FLAGS) $(WINDOWS_LINK_FLAGS) $< -lntoskrnl -o $@

# The released image is the committed one: SEED= and RANDOM_CALLS= repeat or shorten the part that is random.
test-windows-wine: build/windows/wine_test.exe build/windows/other_driver.sys prebuilt/PRMonitor.sys $(WINDOWS_TEST_IMAGE) | wine
	$(IN_WINE) wine build/windows/wine_test.exe prebuilt/PRMonitor.sys $(WINDOWS_TEST_IMAGE) build/windows/other_driver.sys \
		$(or $(SEED),0) $(RANDOM_CALLS)

test: test-windows-wine
