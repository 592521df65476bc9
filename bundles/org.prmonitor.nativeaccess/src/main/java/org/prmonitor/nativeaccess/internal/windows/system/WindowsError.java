package org.prmonitor.nativeaccess.internal.windows.system;

/** A function of Windows failed: which, and its error code. {@link WindowsErrors} makes a sentence of it. */
public final class WindowsError extends Exception {

    private static final long serialVersionUID = 1L;

    /** @serial what was called */
    private final String call;

    /** @serial the code */
    private final int code;

    /**
     * A failure.
     *
     * @param call what was called, such as {@code StartService}
     * @param code what {@code GetLastError} gave
     */
    public WindowsError(String call, int code) {
        // Without a stack trace: it is caught where it is thrown, and some are answers and not failures.
        super(call + ": Windows error " + Integer.toUnsignedString(code), null, false, false);
        this.call = call;
        this.code = code;
    }

    /** What was called. */
    public String call() {
        return call;
    }

    /** A code of {@code winerror.h}. */
    public int code() {
        return code;
    }
}
