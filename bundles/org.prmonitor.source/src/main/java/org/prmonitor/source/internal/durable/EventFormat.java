package org.prmonitor.source.internal.durable;

import java.util.List;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.RegistryOperation;

/**
 * The numbers of an event's binary form: version, type, sequence, time, channel, then the type's own fields in the order of
 * its record. They are on disk: a number is never given a second meaning, and constants of an enumeration are written by
 * number of ours, because those that come may stand between those that are there.
 */
final class EventFormat {

    static final int VERSION = 1;

    static final int STARTED = 1;
    static final int FORKED = 2;
    static final int EXITED = 3;
    static final int IMAGE = 4;
    static final int REGISTRY = 5;
    static final int LOST = 6;

    /** Flags of a command line. */
    static final int ONE_STRING = 1;
    static final int TRUNCATED = 1 << 1;
    static final int BEST_EFFORT = 1 << 2;

    static final Codes<LossPlace> PLACES = new Codes<>(List.of(LossPlace.KERNEL, LossPlace.JOURNAL, LossPlace.LISTENER));

    static final Codes<RegistryOperation> OPERATIONS = new Codes<>(List.of(
            RegistryOperation.KEY_CREATED,
            RegistryOperation.KEY_DELETED,
            RegistryOperation.KEY_RENAMED,
            RegistryOperation.VALUE_SET,
            RegistryOperation.VALUE_DELETED));

    private EventFormat() {}

    /**
     * An enumeration's constants by number.
     *
     * @param constants the one that has number n at index n
     */
    record Codes<E extends Enum<E>>(List<E> constants) {

        int code(E constant) {
            var code = constants.indexOf(constant);
            if (code < 0) {
                throw new IllegalArgumentException(constant + " cannot be kept on disk");
            }
            return code;
        }

        E constant(int code) throws CorruptDataException {
            if (code >= constants.size()) {
                throw new CorruptDataException("number " + code + " where " + constants.size() + " are known: " + constants);
            }
            return constants.get(code);
        }
    }
}
