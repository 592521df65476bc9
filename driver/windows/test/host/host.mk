# SPDX-License-Identifier: Apache-2.0
#
# The driver's rooms compiled for this machine against a mock of ntoskrnl: included by ../../../Makefile, from whose folder every path counts.
#
#   make test-windows-host   every test under ASan and UBSan with the driver's lines counted, and those with threads under TSan
#   make test-windows-host HOST_SEED=N HOST_TEST=NAME…   the same again with that seed, or some of it, and nothing counted
#
# gcc: its gcov and its sanitizers fit each other. -fshort-wchar: L"" is UTF-16, as in the kernel.

HOST := windows/test/host
HOST_DRIVER := $(wildcard windows/*.c windows/test/*.c)
HOST_TESTS := $(wildcard $(HOST)/*.c $(HOST)/mock/*.c) linux/test/check.c
HOST_HEADERS := $(wildcard windows/*.h windows/test/*.h wire/*.h $(HOST)/*.h $(HOST)/mock/*.h $(HOST)/include/*.h)
HOST_FLAGS := -O1 -g -std=gnu11 -Wall -Wextra -Werror -Wno-multichar -fshort-wchar -fno-omit-frame-pointer -rdynamic -pthread \
	-D_GNU_SOURCE -DPRM_TEST -I$(HOST)/include -I$(HOST) -Iwindows

HOST_CHECKED_FLAGS := $(HOST_FLAGS) -fsanitize=address,undefined -fno-sanitize-recover=all
HOST_COUNTED_FLAGS := $(HOST_CHECKED_FLAGS) --coverage -fprofile-update=atomic
HOST_THREADED_FLAGS := $(HOST_FLAGS) -fsanitize=thread

host_objects = $(patsubst %.c,build/windows/host/$(1)/%.o,$(2))

.PHONY: test-windows-host

build/windows/host/checked/windows/test/host/%.o: windows/test/host/%.c $(HOST_HEADERS) $(HOST)/host.mk
	@mkdir -p $(@D)
	$(CC) $(HOST_CHECKED_FLAGS) -c $< -o $@

build/windows/host/checked/linux/%.o: linux/%.c $(HOST_HEADERS) $(HOST)/host.mk
	@mkdir -p $(@D)
	$(CC) $(HOST_CHECKED_FLAGS) -c $< -o $@

# The driver alone is counted.
build/windows/host/checked/windows/%.o: windows/%.c $(HOST_HEADERS) $(HOST)/host.mk
	@mkdir -p $(@D)
	$(CC) $(HOST_COUNTED_FLAGS) -c $< -o $@

build/windows/host/threaded/%.o: %.c $(HOST_HEADERS) $(HOST)/host.mk
	@mkdir -p $(@D)
	$(CC) $(HOST_THREADED_FLAGS) -c $< -o $@

build/windows/host/checked/host_test: $(call host_objects,checked,$(HOST_DRIVER) $(HOST_TESTS))
	$(CC) $(HOST_COUNTED_FLAGS) $^ -o $@

build/windows/host/threaded/host_test: $(call host_objects,threaded,$(HOST_DRIVER) $(HOST_TESTS))
	$(CC) $(HOST_THREADED_FLAGS) $^ -o $@

test-windows-host: build/windows/host/checked/host_test build/windows/host/threaded/host_test
	@find build/windows/host/checked -name '*.gcda' -delete
	build/windows/host/checked/host_test $(HOST_SEED:%=--seed %) $(HOST_TEST)
	$(if $(HOST_TEST),,$(HOST)/coverage.sh build/windows/host/checked $(HOST_DRIVER))
	build/windows/host/threaded/host_test $(HOST_SEED:%=--seed %) --threads $(HOST_TEST)

test: test-windows-host
