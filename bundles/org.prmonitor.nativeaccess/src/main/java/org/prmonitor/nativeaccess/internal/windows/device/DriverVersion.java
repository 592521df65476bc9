package org.prmonitor.nativeaccess.internal.windows.device;

import java.nio.ByteBuffer;
import java.util.Comparator;
import org.prmonitor.nativeaccess.internal.wire.WireLayout;

/**
 * Which driver: {@code prm_version}.
 *
 * @param control of the control structures; it only rises
 * @param wire of the records
 * @param test the test image, which takes injected events
 */
public record DriverVersion(int control, int wire, int major, int minor, int patch, boolean test) {

    /** What this bundle carries, and can talk to: {@code PRM_DRIVER_MAJOR}, {@code _MINOR}, {@code _PATCH}. */
    public static final DriverVersion PACKAGED = new DriverVersion(ControlLayout.CONTROL_VERSION, WireLayout.VERSION, 0, 1, 0, false);

    private static final Comparator<DriverVersion> BY_AGE = Comparator.comparingInt(DriverVersion::major)
            .thenComparingInt(DriverVersion::minor)
            .thenComparingInt(DriverVersion::patch);

    static DriverVersion read(ByteBuffer memory) {
        return new DriverVersion(
                memory.getInt(ControlLayout.VERSION_CONTROL),
                memory.getInt(ControlLayout.VERSION_WIRE),
                memory.getShort(ControlLayout.VERSION_MAJOR) & 0xffff,
                memory.getShort(ControlLayout.VERSION_MINOR) & 0xffff,
                memory.getShort(ControlLayout.VERSION_PATCH) & 0xffff,
                (memory.getShort(ControlLayout.VERSION_FLAGS) & ControlLayout.VERSION_TEST) != 0);
    }

    /** Its structures are those that this bundle knows. */
    public boolean isUnderstood() {
        return control == PACKAGED.control && wire == PACKAGED.wire;
    }

    /**
     * Older than what this bundle carries. The control version alone decides where it differs: all behind it in the structure
     * may mean something else then.
     */
    public boolean isOlder() {
        return control != PACKAGED.control ? control < PACKAGED.control : BY_AGE.compare(this, PACKAGED) < 0;
    }

    /** Newer than what this bundle carries, or one whose records it does not know. */
    public boolean isNewer() {
        return !isOlder() && (!isUnderstood() || BY_AGE.compare(this, PACKAGED) > 0);
    }

    /** The number: {@code 0.1.0}. */
    public String number() {
        return major + "." + minor + "." + patch;
    }

    @Override
    public String toString() {
        return control == PACKAGED.control
                ? number() + (test ? " (test image)" : "")
                : "with control version " + Integer.toUnsignedString(control);
    }
}
