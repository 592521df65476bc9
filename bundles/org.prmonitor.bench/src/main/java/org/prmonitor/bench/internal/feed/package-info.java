/**
 * A program of its own that fills the kernel's ring of another process, with our eBPF loader, outside of any framework: what
 * is measured must not share a heap or a compiler with who produces.
 */
@NullMarked
package org.prmonitor.bench.internal.feed;

import org.jspecify.annotations.NullMarked;
