package org.prmonitor.nativeaccess.internal.windows.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.prmonitor.nativeaccess.internal.windows.device.DriverVersion;
import org.prmonitor.nativeaccess.internal.windows.system.Advapi32;
import org.prmonitor.nativeaccess.internal.windows.system.CodeIntegrity;
import org.prmonitor.nativeaccess.internal.windows.system.Kernel32;
import org.prmonitor.nativeaccess.internal.windows.system.Windows;
import org.prmonitor.nativeaccess.internal.windows.system.WindowsError;

/**
 * A Windows in memory, with real files: services that load drivers from them, a device while a driver runs, events and
 * mutexes that threads wait for. A driver whose file is not one of {@link #images} is refused as damaged. Any thread.
 */
public final class FakeWindows implements Kernel32, Advapi32 {

    /** What an image is, by its bytes. */
    private record Image(byte[] bytes, DriverVersion version) {}

    /** A kernel object behind a handle. */
    private static final class Object32 {

        private final String kind;
        private @Nullable FakeDriver driver;
        private @Nullable FakeService service;
        private @Nullable FakeMutex mutex;
        private boolean signalled;

        Object32(String kind) {
            this.kind = kind;
        }
    }

    private static final class FakeMutex {

        private @Nullable Thread owner;
        private int depth;
        private int handles;
        private boolean abandoned;
    }

    private static final class FakeService {

        private int type = KERNEL_DRIVER;
        private String path = "";
        private String displayName = "";
        private boolean disabled;
        private boolean deleted;
        private int state = STOPPED;
        private int handles;
        private @Nullable FakeDriver driver;
    }

    // All guarded by this.
    private final Map<Long, Object32> handles = new HashMap<>();
    private final Map<String, FakeMutex> mutexes = new HashMap<>();
    private final Map<String, FakeService> services = new HashMap<>();
    private final Map<String, ArrayDeque<Integer>> failures = new HashMap<>();
    private final List<Image> images = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private @Nullable FakeDriver running;
    private long nextHandle = 4;
    private boolean elevated = true;
    private int startRefusal;

    /** Its functions. */
    public Windows functions() {
        return new Windows(this, this, () -> new CodeIntegrity(3));
    }

    /** A file with these bytes is a driver of that version. */
    public synchronized void knowImage(byte[] bytes, DriverVersion version) {
        images.add(new Image(bytes.clone(), version));
    }

    /** Whether this process may do what Administrators may. */
    public synchronized void setElevated(boolean newElevated) {
        elevated = newElevated;
    }

    /** The next call of a function fails with a code. */
    public synchronized void failNext(String function, int code) {
        failures.computeIfAbsent(function, unused -> new ArrayDeque<>()).add(code);
    }

    /** Every driver's start is refused with a code, 0 for none. */
    public synchronized void refuseStart(int code) {
        startRefusal = code;
    }

    /** Somebody else has installed something. */
    public synchronized void putService(String path, String displayName, int type) {
        var service = new FakeService();
        service.path = path;
        service.displayName = displayName;
        service.type = type;
        services.put("PRMonitor", service);
    }

    /** Somebody else has started a driver, which stays. */
    public synchronized void putDriver(DriverVersion version) {
        var driver = new FakeDriver(version);
        running = driver;
        var service = services.get("PRMonitor");
        if (service != null) {
            service.driver = driver;
            service.state = RUNNING;
        }
    }

    /** Somebody has disabled the service. */
    public synchronized void disableService() {
        Objects.requireNonNull(services.get("PRMonitor")).disabled = true;
    }

    /** What the driver that runs can watch. */
    public synchronized void setCapabilities(int capabilities) {
        Objects.requireNonNull(running).capabilities = capabilities;
    }

    /** A thread takes a mutex and never gives it back, or dies with it. */
    public synchronized void holdMutex(String name, boolean dies) {
        var mutex = mutexes.computeIfAbsent(name, unused -> new FakeMutex());
        mutex.handles++;
        mutex.abandoned = dies;
        if (!dies) {
            mutex.owner = new Thread();
            mutex.depth = 1;
        }
    }

    /** The driver raises an event. */
    public synchronized void raise(byte[] record) {
        var driver = running;
        if (driver == null) {
            throw new AssertionError("no driver runs");
        }
        for (var session : driver.sessions.values()) {
            if ((session.types & 1 << record[4]) != 0 && session.take(record)) {
                var event = handles.get(session.event);
                if (event != null) {
                    event.signalled = true;
                }
            }
        }
        notifyAll();
    }

    /** Somebody takes the driver out of the kernel, whoever uses it. */
    public synchronized void tearOut() {
        var service = services.get("PRMonitor");
        if (service != null) {
            service.state = STOPPED;
            service.driver = null;
        }
        running = null;
    }

    /** The service's configuration; null where there is none. */
    public synchronized @Nullable Configuration service() {
        var service = services.get("PRMonitor");
        return service == null ? null : new Configuration(service.type, service.path, service.displayName);
    }

    /** Whether a driver runs. */
    public synchronized boolean isRunning() {
        return running != null;
    }

    /** How many sessions there are. */
    public synchronized int sessions() {
        return running == null ? 0 : running.sessions.size();
    }

    /** The functions that were called, in order, but for those that only look. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** What the only session was started with: types, ring, filter and process. */
    public synchronized List<Integer> onlySession() {
        var session = Objects.requireNonNull(running).sessions.values().iterator().next();
        return List.of(session.types, session.ringBytes, session.filter, session.processId);
    }

    /** Nothing is open, nobody waits, no mutex is owned. */
    public synchronized void assertNothingLeft() {
        assertEquals(List.of(), handles.values().stream().map(object -> object.kind).toList());
        mutexes.values().forEach(mutex -> assertNull(mutex.owner));
    }

    /** And nothing is installed either. */
    public synchronized void assertNothingInstalled(Path folder) throws IOException {
        assertNothingLeft();
        assertNull(service());
        assertNull(running);
        try (var files = Files.walk(folder)) {
            assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
        }
    }

    private long open(Object32 object) {
        nextHandle += 4;
        handles.put(nextHandle, object);
        return nextHandle;
    }

    private Object32 object(String function, long handle) throws WindowsError {
        var object = handles.get(handle);
        if (object == null) {
            throw new WindowsError(function, 6);
        }
        return object;
    }

    private void called(String function) throws WindowsError {
        calls.add(function);
        var codes = failures.get(function);
        if (codes != null && !codes.isEmpty()) {
            throw new WindowsError(function, codes.remove());
        }
    }

    @Override
    public synchronized long openFile(String path, int access) throws WindowsError {
        assertEquals("\\\\.\\PRMonitor", path);
        assertEquals(0xC0000000, access);
        called("CreateFile");
        if (running == null || services.values().stream().anyMatch(service -> service.state == STOP_PENDING)) {
            throw new WindowsError("CreateFile(" + path + ")", 2);
        }
        if (!elevated) {
            throw new WindowsError("CreateFile(" + path + ")", 5);
        }
        var device = new Object32("device");
        device.driver = running;
        return open(device);
    }

    @Override
    public synchronized void closeHandle(long handle) throws WindowsError {
        var object = object("CloseHandle", handle);
        if (object.service != null || object.kind.equals("manager")) {
            throw new WindowsError("CloseHandle", 6);
        }
        handles.remove(handle);
        if (object.driver != null) {
            object.driver.sessions.remove(handle);
            services.values().forEach(this::finishStop);
        }
        if (object.mutex != null && --object.mutex.handles == 0) {
            mutexes.values().remove(object.mutex);
        }
    }

    @Override
    public int deviceIoControl(
            long device, int code, @Nullable ByteBuffer input, int inputBytes, @Nullable ByteBuffer output, int outputBytes)
            throws WindowsError {
        synchronized (this) {
            called("DeviceIoControl");
            called(Integer.toHexString(code));
            var driver = object("DeviceIoControl", device).driver;
            if (driver == null || driver != running) {
                throw new WindowsError("DeviceIoControl", 433);
            }
            return driver.control(device, code, input, inputBytes, output, outputBytes);
        }
    }

    @Override
    public synchronized long createEvent() throws WindowsError {
        called("CreateEvent");
        return open(new Object32("event"));
    }

    @Override
    public synchronized void setEvent(long event) throws WindowsError {
        object("SetEvent", event).signalled = true;
        notifyAll();
    }

    @Override
    public synchronized int waitFor(long handle, int millis) throws WindowsError {
        called("WaitForSingleObject");
        var object = object("WaitForSingleObject", handle);
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        var interrupted = false;
        try {
            while (true) {
                var result = take(object);
                if (result != WAIT_TIMEOUT) {
                    return result;
                }
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    return WAIT_TIMEOUT;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } catch (InterruptedException e) {
                    // A wait in the kernel does not end for it.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int take(Object32 object) {
        var mutex = object.mutex;
        if (mutex == null) {
            var signalled = object.signalled;
            object.signalled = false;
            return signalled ? WAIT_SIGNALLED : WAIT_TIMEOUT;
        }
        if (mutex.owner != null && mutex.owner != Thread.currentThread()) {
            return WAIT_TIMEOUT;
        }
        mutex.owner = Thread.currentThread();
        mutex.depth++;
        var result = mutex.abandoned ? WAIT_ABANDONED : WAIT_SIGNALLED;
        mutex.abandoned = false;
        return result;
    }

    @Override
    public synchronized long createMutex(String name) throws WindowsError {
        called("CreateMutex");
        var object = new Object32("mutex");
        object.mutex = mutexes.computeIfAbsent(name, unused -> new FakeMutex());
        object.mutex.handles++;
        return open(object);
    }

    @Override
    public synchronized void releaseMutex(long handle) throws WindowsError {
        var mutex = object("ReleaseMutex", handle).mutex;
        if (mutex == null || mutex.owner != Thread.currentThread()) {
            throw new WindowsError("ReleaseMutex", 288);
        }
        if (--mutex.depth == 0) {
            mutex.owner = null;
            notifyAll();
        }
    }

    @Override
    public String systemDirectory() {
        return "/windows/system32";
    }

    @Override
    public @Nullable String formatMessage(int code) {
        return code == 5 ? "Access is denied.\r\n" : null;
    }

    @Override
    public synchronized long openManager(int access) throws WindowsError {
        called("OpenSCManager");
        if (!elevated && (access & 2) != 0) {
            throw new WindowsError("OpenSCManager", 5);
        }
        return open(new Object32("manager"));
    }

    @Override
    public synchronized long createDriverService(
            long manager, String name, String displayName, String imagePath, String loadOrderGroup) throws WindowsError {
        called("CreateService");
        object("CreateService", manager);
        var there = services.get(name);
        if (there != null) {
            throw new WindowsError("CreateService(" + name + ")", there.deleted ? 1072 : 1073);
        }
        var service = new FakeService();
        service.path = imagePath;
        service.displayName = displayName;
        services.put(name, service);
        return openService(service);
    }

    @Override
    public synchronized long openService(long manager, String name, int access) throws WindowsError {
        called("OpenService");
        object("OpenService", manager);
        var service = services.get(name);
        if (service == null) {
            throw new WindowsError("OpenService(" + name + ")", 1060);
        }
        return openService(service);
    }

    private long openService(FakeService service) {
        var object = new Object32("service");
        object.service = service;
        service.handles++;
        return open(object);
    }

    private FakeService service(String function, long handle) throws WindowsError {
        called(function);
        var service = object(function, handle).service;
        if (service == null) {
            throw new WindowsError(function, 6);
        }
        return service;
    }

    @Override
    public synchronized Configuration configuration(long handle) throws WindowsError {
        var service = service("QueryServiceConfig", handle);
        return new Configuration(service.type, service.path, service.displayName);
    }

    @Override
    public synchronized void configure(long handle, @Nullable String imagePath, @Nullable String displayName) throws WindowsError {
        var service = service("ChangeServiceConfig", handle);
        service.path = imagePath == null ? service.path : imagePath;
        service.displayName = displayName == null ? service.displayName : displayName;
    }

    @Override
    public synchronized void start(long handle) throws WindowsError {
        var service = service("StartService", handle);
        if (service.deleted) {
            throw new WindowsError("StartService", 1072);
        }
        if (service.disabled) {
            throw new WindowsError("StartService", 1058);
        }
        if (service.state != STOPPED) {
            throw new WindowsError("StartService", 1056);
        }
        if (startRefusal != 0) {
            throw new WindowsError("StartService", startRefusal);
        }
        var path = service.path.startsWith("\\??\\") ? service.path.substring(4) : service.path;
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(Path.of(path));
        } catch (IOException e) {
            throw new WindowsError("StartService", 2);
        }
        var image = images.stream().filter(known -> Arrays.equals(known.bytes, bytes)).findFirst();
        if (image.isEmpty()) {
            throw new WindowsError("StartService", 577);
        }
        service.driver = new FakeDriver(image.get().version);
        service.state = RUNNING;
        running = service.driver;
    }

    @Override
    public synchronized void stop(long handle) throws WindowsError {
        var service = service("ControlService", handle);
        if (service.state == STOPPED) {
            throw new WindowsError("ControlService", 1062);
        }
        if (service.state == STOP_PENDING) {
            throw new WindowsError("ControlService", 1061);
        }
        service.state = STOP_PENDING;
        finishStop(service);
    }

    /** A driver goes when nobody has its device open. */
    private void finishStop(FakeService service) {
        var used = handles.values().stream().anyMatch(object -> object.driver != null && object.driver == service.driver);
        if (service.state == STOP_PENDING && !used) {
            service.state = STOPPED;
            service.driver = null;
            running = null;
        }
    }

    @Override
    public synchronized int state(long handle) throws WindowsError {
        return service("QueryServiceStatus", handle).state;
    }

    @Override
    public synchronized void delete(long handle) throws WindowsError {
        var service = service("DeleteService", handle);
        if (service.deleted) {
            throw new WindowsError("DeleteService", 1072);
        }
        service.deleted = true;
    }

    @Override
    public synchronized void closeServiceHandle(long handle) throws WindowsError {
        var object = object("CloseServiceHandle", handle);
        handles.remove(handle);
        var service = object.service;
        if (service != null && --service.handles == 0 && service.deleted && service.state == STOPPED) {
            services.values().remove(service);
        }
    }
}
