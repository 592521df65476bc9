package org.prmonitor.source.internal.durable;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that has a file locked until its input ends. */
final class LockHolder {

    private LockHolder() {}

    /** @param arguments the file */
    public static void main(String... arguments) throws Exception {
        try (var file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = file.lock()) {
            System.out.println(lock.isValid() ? "locked" : "not locked");
            System.in.read();
        }
    }
}
