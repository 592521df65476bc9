package org.prmonitor.nativeaccess.internal.windows.system;

import org.jspecify.annotations.Nullable;

/** The functions of the service control manager that are used, for kernel drivers. As {@link Kernel32} has it. */
public interface Advapi32 {

    /** {@code SC_MANAGER_CONNECT | SC_MANAGER_CREATE_SERVICE}: what Administrators alone have. */
    int MANAGER_CONNECT_AND_CREATE = 0x0003;

    /** {@code SERVICE_ALL_ACCESS}. */
    int SERVICE_ALL_ACCESS = 0xF01FF;

    /** {@code SERVICE_KERNEL_DRIVER}. */
    int KERNEL_DRIVER = 1;

    /** {@code SERVICE_STOPPED}. */
    int STOPPED = 1;

    /** {@code SERVICE_STOP_PENDING}. */
    int STOP_PENDING = 3;

    /** {@code SERVICE_RUNNING}. */
    int RUNNING = 4;

    /**
     * What {@code QueryServiceConfig} says, as far as it is of use here.
     *
     * @param type {@link #KERNEL_DRIVER}, or another kind of service
     * @param imagePath as the manager keeps it, for drivers often {@code \??\C:\...}
     */
    record Configuration(int type, String imagePath, String displayName) {}

    /** {@code OpenSCManager} of this machine. */
    long openManager(int access) throws WindowsError;

    /** {@code CreateService}: a kernel driver, started on demand, with all access. */
    long createDriverService(long manager, String name, String displayName, String imagePath, String loadOrderGroup) throws WindowsError;

    /** {@code OpenService}. */
    long openService(long manager, String name, int access) throws WindowsError;

    /** {@code QueryServiceConfig}. */
    Configuration configuration(long service) throws WindowsError;

    /** {@code ChangeServiceConfig}; null leaves what is there. */
    void configure(long service, @Nullable String imagePath, @Nullable String displayName) throws WindowsError;

    /** {@code StartService}: for a driver, returns when its entry routine has. */
    void start(long service) throws WindowsError;

    /** {@code ControlService(SERVICE_CONTROL_STOP)}. */
    void stop(long service) throws WindowsError;

    /** {@code QueryServiceStatus}: the state. */
    int state(long service) throws WindowsError;

    /** {@code DeleteService}: when it has stopped and the last handle is closed. */
    void delete(long service) throws WindowsError;

    /** {@code CloseServiceHandle}, of a service or the manager. */
    void closeServiceHandle(long handle) throws WindowsError;
}
