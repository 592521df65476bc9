package org.prmonitor.nativeaccess.internal.linux.netlink;

/**
 * A message of the process connector: {@code struct cn_msg} with a {@code struct proc_event} ({@code linux/cn_proc.h}).
 * Process means thread group (tgid), thread means the kernel's pid. Every message counts in its processor's sequence,
 * whatever it is about.
 */
sealed interface ConnectorEvent {

    /** What every message has. */
    Origin origin();

    /**
     * Where and when it was made.
     *
     * @param processor the processor it was sent on; -1 for none: such a message counts in no sequence
     * @param sequence unsigned, by one for each message of that processor while anybody listens
     * @param acknowledged for an answer, one more than the question's {@code ack}
     * @param monotonicNanos CLOCK_MONOTONIC
     */
    record Origin(int processor, int sequence, int acknowledged, long monotonicNanos) {}

    /** {@code PROC_EVENT_NONE}: the answer to a request of any listener; {@code error} is an errno or 0. */
    record Acknowledged(Origin origin, int error) implements ConnectorEvent {}

    /** {@code PROC_EVENT_FORK}: a new thread; of a new process when it is its own leader. */
    record Forked(Origin origin, long parentProcess, long thread, long process) implements ConnectorEvent {
        boolean isProcess() {
            return thread == process;
        }
    }

    /** {@code PROC_EVENT_EXEC}. */
    record Executed(Origin origin, long process) implements ConnectorEvent {}

    /** {@code PROC_EVENT_EXIT}: one thread ended; {@code status} is its raw wait status. */
    record Exited(Origin origin, long thread, long process, int status) implements ConnectorEvent {
        boolean isLeader() {
            return thread == process;
        }
    }

    /** {@code PROC_EVENT_UID} of a leader: any of its user ids is another; this is the real one. */
    record UserChanged(Origin origin, long process, long userId) implements ConnectorEvent {}

    /** {@code PROC_EVENT_GID} of a leader: any of its group ids is another; this is the real one. */
    record GroupChanged(Origin origin, long process, long groupId) implements ConnectorEvent {}

    /** {@code PROC_EVENT_SID}: the process leads a session of its own. */
    record SessionStarted(Origin origin, long process) implements ConnectorEvent {}

    /** Whatever nobody here needs, kinds that are yet to come included. */
    record Other(Origin origin) implements ConnectorEvent {}
}
