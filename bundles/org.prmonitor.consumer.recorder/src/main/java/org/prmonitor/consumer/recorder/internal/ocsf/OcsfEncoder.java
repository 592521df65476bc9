package org.prmonitor.consumer.recorder.internal.ocsf;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.text.NtStatusText;

/**
 * Writes an event as one line: an object of OCSF 1.8.0 (RFC 8259, UTF-8), streamed, and a line feed. What is not known is
 * absent, but for the few attributes that OCSF requires. README, "Recording", has the mapping. Not thread-safe.
 */
public final class OcsfEncoder {

    /** OCSF requires an actor. */
    private static final String UNKNOWN_ACTOR = "Unknown";

    /** Who maps a driver. */
    private static final String KERNEL = "kernel";

    private final Constants constants;
    private final long ownProcessId;
    private final JsonGenerator json;
    private final JsonFields fields;
    private final ProcessFields processes;
    private final RegistryFields registry;
    private final Unmapped unmapped;

    /**
     * An encoder for one target.
     *
     * @param target in memory: it must not fail
     * @param ownProcessId this process, which is the subject of losses
     */
    public OcsfEncoder(OutputStream target, Device device, String productVersion, long ownProcessId) throws IOException {
        constants = new Constants(device, productVersion);
        this.ownProcessId = ownProcessId;
        json = JsonFactory.builder().build().setRootValueSeparator(null).createGenerator(target, JsonEncoding.UTF8);
        fields = new JsonFields(json);
        processes = new ProcessFields(fields);
        registry = new RegistryFields(fields);
        unmapped = new Unmapped(fields);
    }

    /** Whether there is a mapping for it. The families are open: others may come. */
    public static boolean canEncode(MonitorEvent event) {
        return event instanceof ProcessStarted
                || event instanceof ProcessForked
                || event instanceof ProcessExited
                || event instanceof ImageLoaded
                || event instanceof RegistryChanged
                || event instanceof EventsLost;
    }

    /**
     * Writes a line.
     *
     * @param journalId which numbering the event's sequence belongs to
     * @param loggedTime now, milliseconds since 1970
     * @throws IllegalArgumentException for an event that cannot be encoded; nothing was written
     */
    public void encode(MonitorEvent event, UUID journalId, long loggedTime) throws IOException {
        if (event instanceof ProcessStarted started) {
            started(started, journalId, loggedTime);
        } else if (event instanceof ProcessForked forked) {
            forked(forked, journalId, loggedTime);
        } else if (event instanceof ProcessExited exited) {
            exited(exited, journalId, loggedTime);
        } else if (event instanceof ImageLoaded loaded) {
            loaded(loaded, journalId, loggedTime);
        } else if (event instanceof RegistryChanged changed) {
            changed(changed, journalId, loggedTime);
        } else if (event instanceof EventsLost lost) {
            lost(lost, journalId, loggedTime);
        } else {
            throw new IllegalArgumentException("no mapping for " + event.topic());
        }
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    private void started(ProcessStarted event, UUID journalId, long loggedTime) throws IOException {
        begin(event, event.snapshot() ? OcsfActivity.PROCESS_SNAPSHOT : OcsfActivity.PROCESS_LAUNCH, 1);
        succeeded();
        metadata(event, OcsfClass.PROCESS_ACTIVITY, journalId, loggedTime, isTruncated(event.commandLine()), event.snapshot() ? "snapshot" : null);
        var creatorActs = false;
        if (event.snapshot()) {
            processes.actorItself(event.subject());
        } else {
            var type = LaunchType.of(event);
            fields.siblings("launch_type_id", type.id(), "launch_type", type.caption());
            creatorActs = type == LaunchType.SPAWN && event.creatorId() != null;
            if (type == LaunchType.EXEC) {
                processes.actorItself(event.subject());
            } else {
                launcher(event.creatorId(), event.parentId(), event.parentKey());
            }
        }
        fields.beginObject("process");
        processes.subject(event.subject());
        processes.program(event.imagePath(), event.commandLine());
        fields.number("created_time", ProcessFields.createdTime(event.processKey()));
        parent(event.parentId(), event.parentKey());
        fields.endObject();
        unmapped.of(event, creatorActs);
    }

    private void forked(ProcessForked event, UUID journalId, long loggedTime) throws IOException {
        begin(event, OcsfActivity.PROCESS_LAUNCH, 1);
        succeeded();
        metadata(event, OcsfClass.PROCESS_ACTIVITY, journalId, loggedTime, false, null);
        fields.siblings("launch_type_id", LaunchType.FORK.id(), "launch_type", LaunchType.FORK.caption());
        launcher(event.creatorId(), event.parentId(), event.parentKey());
        fields.beginObject("process");
        processes.subject(event.subject());
        fields.number("created_time", Moments.millis(event.time()));
        parent(event.parentId(), event.parentKey());
        fields.endObject();
    }

    private void exited(ProcessExited event, UUID journalId, long loggedTime) throws IOException {
        begin(event, OcsfActivity.PROCESS_TERMINATE, 1);
        succeeded();
        metadata(event, OcsfClass.PROCESS_ACTIVITY, journalId, loggedTime, isTruncated(event.commandLine()), null);
        processes.actorItself(event.subject());
        fields.beginObject("process");
        processes.subject(event.subject());
        processes.program(event.imagePath(), event.commandLine());
        var created = ProcessFields.createdTime(event.processKey());
        fields.number("created_time", created == null ? Moments.start(event.time(), event.lifetime()) : created);
        fields.number("terminated_time", Moments.millis(event.time()));
        fields.endObject();
        fields.number("exit_code", event.exitCode() == null ? null : (Long) event.exitCode().longValue());
        unmapped.of(event);
    }

    private void loaded(ImageLoaded event, UUID journalId, long loggedTime) throws IOException {
        begin(event, OcsfActivity.MODULE_LOAD, 1);
        succeeded();
        metadata(event, OcsfClass.MODULE_ACTIVITY, journalId, loggedTime, false, null);
        if (event.subject() == null) {
            processes.actor(KERNEL);
        } else {
            processes.actor(event.subject());
        }
        fields.beginObject("module");
        if (event.imagePath() != null) {
            processes.image(event.imagePath());
        }
        fields.text("base_address", "0x" + Long.toHexString(event.base()));
        fields.siblings("load_type_id", 0, "load_type", "Unknown");
        fields.text("type", event.subject() == null ? "driver" : null);
        fields.endObject();
        unmapped.of(event);
    }

    private void changed(RegistryChanged event, UUID journalId, long loggedTime) throws IOException {
        var activity = OcsfActivity.of(event);
        begin(event, activity, 1);
        status(event);
        metadata(event, activity.ocsfClass(), journalId, loggedTime, event.isTruncated(), null);
        processes.actor(event.subject());
        var valueName = event.valueName();
        if (activity.ocsfClass() == OcsfClass.REGISTRY_VALUE_ACTIVITY && valueName != null) {
            registry.value(event, valueName);
        } else {
            registry.key(event);
        }
        unmapped.of(event);
    }

    private void lost(EventsLost event, UUID journalId, long loggedTime) throws IOException {
        begin(event, OcsfActivity.EVENTS_LOST, 3);
        fields.text("message", LossText.of(event));
        metadata(event, OcsfClass.PROCESS_ACTIVITY, journalId, loggedTime, false, null);
        processes.actor(Constants.PRODUCT_NAME);
        processes.identity("process", ownProcessId, null);
        unmapped.of(event);
    }

    private void begin(MonitorEvent event, OcsfActivity activity, int severity) throws IOException {
        json.writeStartObject();
        fields.number("time", Moments.millis(event.time()));
        fields.siblings("class_uid", activity.ocsfClass().uid(), "class_name", activity.ocsfClass().caption());
        fields.siblings("activity_id", activity.id(), "activity_name", activity.caption());
        fields.siblings("type_uid", activity.typeUid(), "type_name", activity.typeName());
        fields.siblings("category_uid", OcsfClass.CATEGORY_UID, "category_name", OcsfClass.CATEGORY_NAME);
        fields.siblings("severity_id", severity, "severity", severity == 1 ? "Informational" : "Medium");
    }

    private void succeeded() throws IOException {
        fields.siblings("status_id", 1, "status", "Success");
    }

    private void status(RegistryChanged event) throws IOException {
        if (event.succeeded()) {
            succeeded();
        } else {
            fields.siblings("status_id", 2, "status", "Failure");
        }
        if (event.status() != 0) {
            fields.text("status_code", "0x%08X".formatted(event.status()));
            fields.text("status_detail", NtStatusText.of(event.status()));
        }
    }

    private void metadata(
            MonitorEvent event, OcsfClass ocsfClass, UUID journalId, long loggedTime, boolean truncated, @Nullable String label)
            throws IOException {
        fields.beginObject("metadata");
        fields.text("uid", journalId + ":" + event.sequence());
        fields.number("sequence", event.sequence());
        fields.number("logged_time", loggedTime);
        fields.text("original_time", event.time().toString());
        fields.text("event_code", event.topic());
        fields.text("log_provider", event.channel());
        if (truncated) {
            fields.flag("is_truncated", true);
        }
        if (label != null) {
            fields.texts("labels", List.of(label));
        }
        fields.text("version", Constants.OCSF_VERSION);
        fields.raw("product", constants.product());
        if (ocsfClass.isOfWindows()) {
            fields.raw("extensions", constants.extensions());
        }
        fields.endObject();
        fields.raw("device", constants.device());
    }

    private void launcher(@Nullable Long creatorId, @Nullable Long parentId, @Nullable ProcessKey parentKey)
            throws IOException {
        if (creatorId != null && !creatorId.equals(parentId)) {
            processes.actor(creatorId, null);
        } else if (parentId != null) {
            processes.actor(parentId, parentKey);
        } else {
            processes.actor(UNKNOWN_ACTOR);
        }
    }

    private void parent(@Nullable Long id, @Nullable ProcessKey key) throws IOException {
        if (id != null || key != null) {
            processes.identity("parent_process", id, key);
        }
    }

    private static boolean isTruncated(@Nullable CommandLine commandLine) {
        return commandLine != null && commandLine.isTruncated();
    }
}
