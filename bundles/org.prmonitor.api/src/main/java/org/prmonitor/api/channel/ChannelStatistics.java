package org.prmonitor.api.channel;

/**
 * A channel's books since it was opened: {@code seen = delivered + lost} plus what waits in the kernel's ring.
 *
 * @param seen events that the kernel raised for this channel
 * @param delivered events handed to the sink
 * @param lost events that found no room
 */
public record ChannelStatistics(long seen, long delivered, long lost) {}
