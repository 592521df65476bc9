package org.prmonitor.bench.internal.windows;

import java.io.Serializable;
import java.util.List;

/**
 * One way to read the driver, and what came of each round.
 *
 * @param way as in a table
 * @param full at full rate
 * @param steady at the set rate
 */
public record DriverReader(String way, List<DriverFeeding> full, List<DriverFeeding> steady) implements Serializable {}
