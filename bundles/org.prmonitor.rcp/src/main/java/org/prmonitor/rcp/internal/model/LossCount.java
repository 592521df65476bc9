package org.prmonitor.rcp.internal.model;

/**
 * What has gone missing since a model began; {@link ProcessModel#clear} does not take it back.
 *
 * @param events how many; of those that nobody could count, one each
 * @param uncounted whether any could not be counted
 */
record LossCount(long events, boolean uncounted) {

    static final LossCount NONE = new LossCount(0, false);
}
