package org.prmonitor.bench.internal.kernel;

import org.prmonitor.bench.internal.host.Container;

/** A way that ends in this process, in its framework. */
abstract class OwnWay implements Way {

    final Container container;
    final int ringBytes;
    private final String label;

    /** @param label as in a table */
    OwnWay(String label, Container container, int ringBytes) {
        this.label = label;
        this.container = container;
        this.ringBytes = ringBytes;
    }

    @Override
    public final String label() {
        return label;
    }
}
