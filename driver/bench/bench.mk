# SPDX-License-Identifier: Apache-2.0
#
# What 'prmonitor bench kernel' feeds the ring with: included by ../Makefile, from whose folder every path counts. The image is
# packaged by org.prmonitor.bench and by nothing else, so it is not in prebuilt/, of which the shipped bundle takes all.

BENCH_IMAGE := bench/feed.bpf.o
BENCH_SOURCES := bench/feed.bpf.c bench/feed.h linux/program.h linux/kernel.h wire/prmonitor_wire.h wire/prmonitor_linux.h
BENCH_READER := bench/reader.c bench/feed.h wire/prmonitor_wire.h wire/prmonitor_linux.h

.PHONY: prebuilt-bench check-bench

all: build/$(BENCH_IMAGE)
prebuilt: prebuilt-bench
check: check-bench

build/$(BENCH_IMAGE): $(BENCH_SOURCES) Makefile bench/bench.mk | clang
	@mkdir -p $(@D)
	$(COMPILE_BPF)

# As the bench compiles it, and with warnings.
build/bench/reader: $(BENCH_READER) Makefile bench/bench.mk | libbpf
	@mkdir -p $(@D)
	$(CC) $(C_FLAGS) -pthread -Ibench -Iwire $< -lbpf -o $@

# 'prmonitor bench windows' has this made on the machine that it runs on: the same client in Wine, and on Linux over the bridge.
BENCH_CLIENT := bench/windows_client.c windows/test/inject.h wire/prmonitor_wire.h wire/prmonitor_windows.h

.PHONY: bench-windows
bench-windows: build/bench/windows_client build/bench/windows_client.exe bridge build/windows/PRMonitor-test.sys

build/bench/windows_client.exe: $(BENCH_CLIENT) bench/bench.mk | windows-compiler
	@mkdir -p $(@D)
	$(WINDOWS_CC) $(C_FLAGS) -s -static $< -o $@

build/bench/windows_client: $(BENCH_CLIENT) build/windows/bridge/libkernel32.so bench/bench.mk
	@mkdir -p $(@D)
	$(CC) $(C_FLAGS) $< -Lbuild/windows/bridge -lkernel32 -Wl,-rpath,'$$ORIGIN/../windows/bridge' -pthread -o $@

prebuilt-bench: build/$(BENCH_IMAGE)
	@mkdir -p bench/prebuilt && install -m 644 $< bench/prebuilt/ && cd bench/prebuilt && sha256sum $(notdir $<) >$(notdir $<).sha256

# Sources only, in a folder of another name, so that the folder cannot matter.
check-bench: build/bench/reader build/bench/windows_client build/bench/windows_client.exe | clang
	@elsewhere=$$(mktemp -d) && trap 'rm -rf "$$elsewhere"' EXIT && cp -r $(SOURCE_FOLDERS) "$$elsewhere" && \
	$(MAKE) --no-print-directory -C "$$elsewhere" build/$(BENCH_IMAGE) >/dev/null && \
	cmp "$$elsewhere/build/$(BENCH_IMAGE)" bench/prebuilt/$(notdir $(BENCH_IMAGE)) || { \
		echo "bench/prebuilt/ is not what the sources make: make prebuilt" >&2; exit 1; }
	@cd bench/prebuilt && sha256sum --check --strict $(notdir $(BENCH_IMAGE)).sha256
