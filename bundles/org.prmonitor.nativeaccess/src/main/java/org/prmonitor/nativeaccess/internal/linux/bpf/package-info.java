/**
 * An eBPF loader over bpf(2), without libbpf: ELF, BTF, CO-RE relocations, maps, programs. Reading and relocating an object
 * ({@link org.prmonitor.nativeaccess.internal.linux.bpf.BpfObject}) is pure Java and touches no kernel.
 */
@NullMarked
package org.prmonitor.nativeaccess.internal.linux.bpf;

import org.jspecify.annotations.NullMarked;
