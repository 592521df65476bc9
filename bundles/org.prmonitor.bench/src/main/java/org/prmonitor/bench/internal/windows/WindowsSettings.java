package org.prmonitor.bench.internal.windows;

import java.io.Serializable;

/**
 * What is measured.
 *
 * @param rounds how often every way is measured, in turn
 * @param events how many the driver raises at full rate
 * @param rate events a second while latencies are noted
 * @param seconds for how long then
 * @param ringBytes of every session
 */
public record WindowsSettings(int rounds, int events, int rate, int seconds, int ringBytes) implements Serializable {}
