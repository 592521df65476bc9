package org.prmonitor.rcp.internal.model;

import java.util.List;

/**
 * What has happened to a model's rows since it was asked before.
 *
 * @param changed rows that are new or are not what they were, in no particular order
 * @param removed the ids of rows that are gone, of those that had been handed out
 * @param running how many processes run
 * @param ended how many have ended and are kept
 * @param forgotten rows that the bounds pushed out, since the model began
 */
record ModelChanges(List<ProcessRow> changed, List<Long> removed, int running, int ended, long forgotten) {}
