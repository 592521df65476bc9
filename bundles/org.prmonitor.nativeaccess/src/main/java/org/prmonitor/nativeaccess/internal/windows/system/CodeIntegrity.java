package org.prmonitor.nativeaccess.internal.windows.system;

/**
 * How the kernel checks the signatures of drivers: {@code NtQuerySystemInformation(SystemCodeIntegrityInformation)}.
 *
 * @param options {@code CODEINTEGRITY_OPTION_*}
 */
public record CodeIntegrity(int options) {

    private static final int ENABLED = 0x01;
    private static final int TEST_SIGNING = 0x02;
    private static final int MEMORY_INTEGRITY = 0x400;

    /** In words. */
    public String describe() {
        if ((options & ENABLED) == 0) {
            return "driver signatures are not checked";
        }
        return "driver signatures are checked, test signing is " + ((options & TEST_SIGNING) == 0 ? "off" : "on")
                + ((options & MEMORY_INTEGRITY) == 0 ? "" : ", memory integrity is on");
    }
}
