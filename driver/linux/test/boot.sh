#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Runs the test in another kernel: boots the given image (a vmlinuz with BTF, as distributions ship it) in a machine that has
# nothing in it but the test. Ends as the test ended.
#
#     linux/test/boot.sh VMLINUZ         called by make test-kernel KERNEL=VMLINUZ, which builds what it packs
#
# Emulated, which takes one to five minutes and works everywhere; PRMONITOR_ACCEL=kvm is faster where machines may be nested.
set -eu

kernel=$1
for tool in qemu-system-x86_64 cpio; do
	command -v $tool >/dev/null || { echo "$tool is needed (Debian: apt-get install qemu-system-x86 cpio)" >&2; exit 1; }
done
cd "$(dirname "$0")/../.."
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/files/build" "$root/files/bin" "$root/files/proc" "$root/files/sys" "$root/files/dev"
cp build/prmonitor.bpf.o "$root/files/build/"
cp build/static/* "$root/files/build/"
mv "$root/files/build/init" "$root/files/init"
mv "$root/files/build/true" "$root/files/bin/true"
mknod "$root/files/dev/console" c 5 1
mknod "$root/files/dev/null" c 1 3
(cd "$root/files" && find . | cpio --quiet -o -H newc | gzip -1) >"$root/initramfs"
# Without cmpxchg16b, because QEMU 7.2 emulates it wrongly and newer kernels fall over it.
timeout 600 qemu-system-x86_64 -accel ${PRMONITOR_ACCEL:-tcg} -cpu max,-cx16 -smp 2 -m 1G -nographic -no-reboot \
	-kernel "$kernel" -initrd "$root/initramfs" -append "console=ttyS0 quiet panic=-1" | tr -d '\r' | tee "$root/output"
grep -q '^wait status 0$' "$root/output"
