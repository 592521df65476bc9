package org.prmonitor.consumer.recorder.internal.ocsf;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.RegistryChanged;

/** OCSF's object {@code unmapped}: what we know and it has no place for, under our own keys. Absent where that is nothing. */
final class Unmapped {

    private final JsonFields fields;
    private boolean open;

    Unmapped(JsonFields fields) {
        this.fields = fields;
    }

    /** @param creatorActs whether the creator is the actor, and so has its place */
    void of(ProcessStarted event, boolean creatorActs) throws IOException {
        number(EventKeys.CREATOR_ID, creatorActs ? null : event.creatorId());
        commandLine(event.commandLine());
        end();
    }

    void of(ProcessExited event) throws IOException {
        number(EventKeys.EXIT_SIGNAL, event.exitSignal() == null ? null : (Long) event.exitSignal().longValue());
        number(EventKeys.PROCESS_LIFETIME, Moments.nanos(event.lifetime()));
        commandLine(event.commandLine());
        end();
    }

    void of(ImageLoaded event) throws IOException {
        number(EventKeys.IMAGE_SIZE, event.size());
        if (event.signed() != null) {
            begin();
            fields.flag(EventKeys.IMAGE_SIGNED, event.signed());
        }
        end();
    }

    /** A new name that makes no path, because the path before is not known whole. */
    void of(RegistryChanged event) throws IOException {
        if (event.newName() != null && event.newKey() == null) {
            begin();
            fields.text(EventKeys.REGISTRY_NEW_KEY, event.newName());
        }
        end();
    }

    void of(EventsLost event) throws IOException {
        number(EventKeys.LOST_COUNT, event.count());
        number(EventKeys.LOST_FROM, event.from());
        number(EventKeys.LOST_TO, event.to());
        begin();
        fields.text(EventKeys.LOST_WHERE, event.place().label());
        end();
    }

    private void commandLine(@Nullable CommandLine commandLine) throws IOException {
        if (commandLine == null) {
            return;
        }
        var arguments = commandLine.arguments();
        if (arguments != null && !areWords(arguments)) {
            begin();
            fields.texts(EventKeys.COMMAND_ARGS, arguments);
        }
        if (commandLine.isBestEffort()) {
            begin();
            fields.flag(EventKeys.BEST_EFFORT, true);
        }
    }

    /** Then the command line, split at its spaces, gives them back: they need not be said twice. */
    private static boolean areWords(List<String> arguments) {
        for (var argument : arguments) {
            if (argument.isEmpty() || argument.indexOf(' ') >= 0) {
                return false;
            }
        }
        return !arguments.isEmpty();
    }

    private void number(String key, @Nullable Long value) throws IOException {
        if (value != null) {
            begin();
            fields.number(key, value);
        }
    }

    private void begin() throws IOException {
        if (!open) {
            fields.beginObject("unmapped");
            open = true;
        }
    }

    private void end() throws IOException {
        if (open) {
            fields.endObject();
            open = false;
        }
    }
}
