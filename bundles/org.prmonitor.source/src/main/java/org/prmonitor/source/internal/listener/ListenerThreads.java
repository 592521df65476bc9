package org.prmonitor.source.internal.listener;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import org.prmonitor.source.internal.configuration.ListenerThreadMode;

/**
 * Makes the threads that listeners run on: daemons, named, without anything inherited from the bundle in whose thread they are
 * made. Virtual threads are reached by method handles, because this code is made for Java 17.
 */
public final class ListenerThreads {

    /** Before the id in a thread's name. */
    static final String PREFIX = "prmonitor-listener-";

    /** From here on {@code synchronized} does not hold on to a carrier (JEP 491). */
    private static final int NO_PINNING = 24;

    /** {@code (String, Runnable) -> Thread}; null before Java 21. */
    private static final @Nullable MethodHandle VIRTUAL = findVirtual();

    private ListenerThreads() {}

    /** A thread that is not started. */
    public static Thread unstarted(ListenerThreadMode mode, String id, Runnable task) {
        var name = PREFIX + id;
        var virtual = isVirtual(mode) ? VIRTUAL : null;
        if (virtual == null) {
            var thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            return thread;
        }
        try {
            return (Thread) virtual.invokeExact(name, task);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException("cannot make a virtual thread: " + impossible, impossible);
        }
    }

    private static boolean isVirtual(ListenerThreadMode mode) {
        return switch (mode) {
            case AUTO -> Runtime.version().feature() >= NO_PINNING;
            case VIRTUAL -> true;
            case PLATFORM -> false;
        };
    }

    /** {@code Thread.ofVirtual().inheritInheritableThreadLocals(false).name(name).unstarted(task)}. */
    private static @Nullable MethodHandle findVirtual() {
        try {
            var lookup = MethodHandles.publicLookup();
            var builder = Class.forName("java.lang.Thread$Builder");
            var ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            var make = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual))
                    .asType(MethodType.methodType(builder));
            var isolate = MethodHandles.insertArguments(
                    lookup.findVirtual(builder, "inheritInheritableThreadLocals", MethodType.methodType(builder, boolean.class)), 1, false);
            var name = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
            var unstarted = lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
            var isolated = MethodHandles.filterReturnValue(make, isolate);
            return MethodHandles.collectArguments(unstarted, 0, MethodHandles.foldArguments(name, isolated));
        } catch (ReflectiveOperationException none) {
            return null;
        }
    }
}
