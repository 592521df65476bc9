package org.prmonitor.itest.lifecycle.internal;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A bundle that is stopped, started, updated, uninstalled and reinstalled, each once a round, in any order that can be. */
final class ManagedBundle {

    /** What can happen to a bundle. */
    enum Operation {
        STOP,
        START,
        UPDATE,
        UNINSTALL,
        REINSTALL
    }

    private final BundleContext context;
    private final String location;
    private final Set<Operation> due = EnumSet.noneOf(Operation.class);
    private Bundle bundle;

    ManagedBundle(BundleContext context, Bundle bundle) {
        this.context = context;
        this.bundle = bundle;
        this.location = bundle.getLocation();
    }

    void beginRound() {
        due.addAll(EnumSet.allOf(Operation.class));
    }

    /** What is due in this round and possible now. A stop is due before a start, an uninstallation before a reinstallation. */
    List<Operation> possible() {
        return due.stream().filter(operation -> switch (operation) {
            case STOP, UPDATE, UNINSTALL -> isInstalled();
            case START -> isInstalled() && !due.contains(Operation.STOP);
            case REINSTALL -> !isInstalled();
        }).toList();
    }

    void perform(Operation operation) throws BundleException {
        due.remove(operation);
        switch (operation) {
            case STOP -> bundle.stop();
            case START -> start();
            case UPDATE -> bundle.update();
            case UNINSTALL -> bundle.uninstall();
            case REINSTALL -> bundle = context.installBundle(location);
        }
    }

    /** Starts, unless something that it needs is away: then the end of the round starts it. */
    private void start() throws BundleException {
        try {
            bundle.start();
        } catch (BundleException failure) {
            if (failure.getType() != BundleException.RESOLVE_ERROR) {
                throw failure;
            }
        }
    }

    /** Starts, and everything it needs is there. */
    void ensureStarted() throws BundleException {
        bundle.start();
    }

    Bundle bundle() {
        return bundle;
    }

    private boolean isInstalled() {
        return bundle.getState() != Bundle.UNINSTALLED;
    }

    @Override
    public String toString() {
        return bundle.getSymbolicName();
    }
}
