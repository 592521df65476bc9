package org.prmonitor.rcp.internal.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;

/**
 * What a model knows about one row. Text is made of it only when somebody looks: in a storm most rows change twice before that, and
 * some are forgotten. Guarded by the model's monitor.
 */
final class ModelEntry {

    /** A process that executes for ever must not fill the memory. The first event tells where it came from, so it stays. */
    static final int MOST_EVENTS = 32;

    private final long id;
    private final @Nullable ProcessKey key;
    private final List<MonitorEvent> events = new ArrayList<>(2);
    private @Nullable RunningProcess running;
    private RowKind kind;
    private Instant changedAt;
    private @Nullable Instant appearedAt;

    private @Nullable ProcessSubject subject;
    private @Nullable Long parentId;
    private @Nullable ProcessKey parentKey;
    private @Nullable String imagePath;
    private @Nullable CommandLine commandLine;
    private @Nullable Instant createdAt;
    private @Nullable Instant firstSeenAt;
    private @Nullable Instant endedAt;
    private @Nullable ProcessExited exit;

    /** Whether the reader was told of it. */
    private boolean isKnown;

    ModelEntry(long id, @Nullable ProcessKey key, RowKind kind, Instant now) {
        this.id = id;
        this.key = key;
        this.kind = kind;
        this.changedAt = now;
    }

    static ModelEntry ofLoss(long id, EventsLost loss, Instant now) {
        var entry = new ModelEntry(id, null, RowKind.LOST, now);
        entry.appearedAt = now;
        entry.events.add(loss);
        return entry;
    }

    long id() {
        return id;
    }

    @Nullable ProcessKey key() {
        return key;
    }

    RowKind kind() {
        return kind;
    }

    boolean isRunning() {
        return kind == RowKind.RUNNING || kind == RowKind.FORKED;
    }

    boolean hasEndedBefore(Instant time) {
        return endedAt != null && endedAt.isBefore(time);
    }

    /** Whether it began after another that had its process id. */
    boolean isYounger(ProcessKey other) {
        return key != null && key.start() > other.start();
    }

    boolean isKnown() {
        return isKnown;
    }

    void setKnown() {
        isKnown = true;
    }

    @Nullable ProcessKey parentKey() {
        return parentKey;
    }

    /** Its row says this already: what happened to the process before it was observed is contained. */
    boolean contains(ProcessEvent event) {
        return running != null && !(event instanceof ProcessExited) && !event.time().isAfter(running.observedAt());
    }

    void setAppeared(Instant now) {
        appearedAt = now;
    }

    void setParent(@Nullable Long newParentId, @Nullable ProcessKey newParentKey) {
        parentId = newParentId;
        parentKey = newParentKey;
    }

    /** What a copy runs until it runs something of its own. */
    void inherit(ModelEntry original) {
        if (imagePath == null && commandLine == null) {
            imagePath = original.imagePath;
            commandLine = original.commandLine;
        }
    }

    void observe(RunningProcess process, Instant now) {
        var isSame = Objects.equals(imagePath, process.imagePath()) && Objects.equals(commandLine, process.commandLine());
        if (kind == RowKind.FORKED && !isSame) {
            run(now);
        }
        running = process;
        subject = process.subject();
        imagePath = process.imagePath();
        commandLine = process.commandLine();
    }

    void forked(ProcessForked event) {
        add(event);
        createdAt = event.time();
        // Late, when it has run something since: what that said is newer.
        subject = subject == null ? event.subject() : subject;
    }

    void started(ProcessStarted event, Instant now) {
        add(event);
        if (firstSeenAt == null && !event.snapshot()) {
            firstSeenAt = event.time();
        }
        if (kind != RowKind.ENDED) {
            subject = event.subject();
            imagePath = event.imagePath();
            commandLine = event.commandLine();
            become(RowKind.RUNNING, now);
        } else if (imagePath == null && commandLine == null) {
            imagePath = event.imagePath();
            commandLine = event.commandLine();
        }
    }

    void exited(ProcessExited event, Instant now) {
        add(event);
        exit = event;
        endedAt = event.time();
        if (subject == null || event.subject().userId() != null || event.subject().userSid() != null) {
            subject = event.subject();
        }
        if (event.imagePath() != null || event.commandLine() != null) {
            imagePath = event.imagePath();
            commandLine = event.commandLine();
        }
        become(RowKind.ENDED, now);
    }

    /** It is gone, and nobody saw it go. */
    void missed(Instant by, Instant now) {
        endedAt = by;
        become(RowKind.ENDED, now);
    }

    /**
     * It runs an image of its own.
     *
     * @return whether that is news
     */
    boolean run(Instant now) {
        var news = kind == RowKind.FORKED;
        if (news) {
            become(RowKind.RUNNING, now);
        }
        return news;
    }

    private void become(RowKind newKind, Instant now) {
        if (kind != newKind) {
            kind = newKind;
            changedAt = now;
        }
    }

    private void add(MonitorEvent event) {
        if (events.size() == MOST_EVENTS) {
            events.remove(1);
        }
        events.add(event);
    }

    ProcessRow toRow(UserNames users) {
        var loss = !events.isEmpty() && events.get(0) instanceof EventsLost lost ? lost : null;
        var image = RowText.image(imagePath);
        return new ProcessRow(
                id,
                kind,
                key,
                parentKey,
                parentId,
                events.isEmpty() ? 0 : events.get(events.size() - 1).sequence(),
                start(),
                endedAt,
                lifetime(),
                subject == null ? "" : users.of(subject),
                loss == null ? RowText.name(imagePath) : RowText.LOST,
                image,
                loss == null ? RowText.command(image, commandLine) : RowText.loss(loss),
                kind == RowKind.ENDED ? RowText.exit(exit) : "",
                appearedAt,
                changedAt,
                events,
                running);
    }

    private @Nullable Instant start() {
        if (key == null) {
            return events.get(0).time();
        }
        if (createdAt != null) {
            return createdAt;
        }
        if (running != null && running.startTime() != null) {
            return running.startTime();
        }
        if (key.boot() == 0 && key.start() > 0) {
            // Windows: ProcessKey counts it from 1970.
            return Instant.ofEpochMilli(key.start());
        }
        return exit != null && exit.lifetime() != null ? exit.time().minus(exit.lifetime()) : firstSeenAt;
    }

    private @Nullable Duration lifetime() {
        if (exit != null && exit.lifetime() != null) {
            return exit.lifetime();
        }
        var start = start();
        if (start == null || endedAt == null) {
            return null;
        }
        var span = Duration.between(start, endedAt);
        return span.isNegative() ? Duration.ZERO : span;
    }
}
