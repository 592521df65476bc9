package org.prmonitor.consumer.recorder.internal.ocsf;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;

/** OCSF's objects {@code process}, {@code file}, {@code user} and {@code session}. */
final class ProcessFields {

    /** {@code file.type_id} of what a process runs. */
    private static final int EXECUTABLE_FILE = 8;

    /** {@code file.type_id} of an image that was mapped: it may be a program or a library. */
    private static final int REGULAR_FILE = 1;

    private final JsonFields fields;

    ProcessFields(JsonFields fields) {
        this.fields = fields;
    }

    /** A process of which at least the id or the key is known. */
    void identity(String name, @Nullable Long id, @Nullable ProcessKey key) throws IOException {
        fields.beginObject(name);
        identity(id, key);
        fields.endObject();
    }

    /** Who acts, where that is the process that the event is about: the event has the rest of it. */
    void actorItself(ProcessSubject subject) throws IOException {
        fields.beginObject("actor");
        identity("process", subject.key().processId(), subject.key());
        user(subject);
        fields.endObject();
    }

    /** Who acts on something that is no process. */
    void actor(ProcessSubject subject) throws IOException {
        fields.beginObject("actor");
        fields.beginObject("process");
        identity(subject.key().processId(), subject.key());
        fields.number("created_time", createdTime(subject.key()));
        threadAndSession(subject);
        fields.endObject();
        user(subject);
        fields.endObject();
    }

    /** Who acts, where that is another process; the user is not known then. */
    void actor(long id, @Nullable ProcessKey key) throws IOException {
        fields.beginObject("actor");
        identity("process", id, key);
        fields.endObject();
    }

    /** Who acts, where no process does. */
    void actor(String application) throws IOException {
        fields.beginObject("actor");
        fields.text("app_name", application);
        fields.endObject();
    }

    /** Identity, thread, user and session, within an object that is open. */
    void subject(ProcessSubject subject) throws IOException {
        identity(subject.key().processId(), subject.key());
        user(subject);
        threadAndSession(subject);
    }

    /** What it runs, within a process that is open. */
    void program(@Nullable String imagePath, @Nullable CommandLine commandLine) throws IOException {
        if (imagePath != null) {
            fields.text("name", baseName(imagePath));
            // A kernel thread has a name where others have a path, and no command line.
            if (commandLine != null || isPath(imagePath)) {
                file(imagePath, EXECUTABLE_FILE, "Executable File");
            }
        }
        if (commandLine != null) {
            fields.text("cmd_line", commandLine.toString());
        }
    }

    /** The file of an image, within a module that is open. */
    void image(String path) throws IOException {
        file(path, REGULAR_FILE, "Regular File");
    }

    /** On Windows a key says when the process was created; elsewhere it counts from the boot. */
    static @Nullable Long createdTime(ProcessKey key) {
        return key.boot() == 0 && key.start() > 0 ? (Long) key.start() : null;
    }

    private void threadAndSession(ProcessSubject subject) throws IOException {
        fields.number("ptid", subject.threadId());
        if (subject.sessionId() != null) {
            fields.beginObject("session");
            fields.text("uid", subject.sessionId().toString());
            fields.endObject();
        }
    }

    private void identity(@Nullable Long id, @Nullable ProcessKey key) throws IOException {
        fields.number("pid", id);
        fields.text("uid", key == null ? null : key.toString());
    }

    private void user(ProcessSubject subject) throws IOException {
        var uid = subject.userSid() != null ? subject.userSid() : subject.userId() != null ? subject.userId().toString() : null;
        if (uid == null) {
            return;
        }
        fields.beginObject("user");
        fields.text("uid", uid);
        if (subject.groupId() != null) {
            fields.groups("groups", subject.groupId().toString());
        }
        fields.endObject();
    }

    private void file(String path, int typeId, String type) throws IOException {
        fields.beginObject("file");
        fields.text("name", baseName(path));
        fields.text("path", path);
        fields.siblings("type_id", typeId, "type", type);
        fields.endObject();
    }

    /** What follows the last separator; all of it where nothing does. */
    static String baseName(String path) {
        var separator = lastSeparator(path);
        return separator + 1 < path.length() ? path.substring(separator + 1) : path;
    }

    private static boolean isPath(String text) {
        return lastSeparator(text) >= 0;
    }

    /** A backslash separates in paths that begin with one or with a drive; elsewhere it is a character like any other. */
    private static int lastSeparator(String path) {
        var ofWindows = path.startsWith("\\") || path.startsWith(":\\", 1);
        return ofWindows ? Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) : path.lastIndexOf('/');
    }
}
