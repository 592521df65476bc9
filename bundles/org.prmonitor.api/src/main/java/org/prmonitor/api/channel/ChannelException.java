package org.prmonitor.api.channel;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A channel did not open, or died. The message says what was tried and what the system answered; the remedy says what
 * the user can do.
 */
public class ChannelException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @serial the system's code, 0 for none */
    private final int errorCode;

    /** @serial what to do */
    private final @Nullable String remedy;

    /**
     * A failure without a code of the system.
     *
     * @param message what was tried, and the system's own text
     * @param remedy what the user can do, as a sentence without a capital and full stop; null for nothing
     */
    public ChannelException(String message, @Nullable String remedy) {
        this(message, 0, remedy, null);
    }

    /**
     * A failure.
     *
     * @param message what was tried, and the system's own text with its code: {@code bpf(BPF_MAP_CREATE): Operation not
     *     permitted (EPERM)}
     * @param errorCode the system's code ({@code errno}, a Win32 error), 0 for none
     * @param remedy what the user can do, as a sentence without a capital and full stop; null for nothing
     * @param cause what was thrown; null for nothing
     */
    public ChannelException(String message, int errorCode, @Nullable String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
        this.remedy = remedy;
    }

    /** {@return the system's code, 0 for none} */
    public int errorCode() {
        return errorCode;
    }

    /** {@return what the user can do; null for nothing} */
    public @Nullable String remedy() {
        return remedy;
    }

    /** {@return message and remedy in one line} */
    public String describe() {
        return remedy == null ? getMessage() : getMessage() + "; " + remedy;
    }
}
