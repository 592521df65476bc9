/**
 * Bundles of somebody else, which the tests pack into jars and drop in: one knows EventAdmin and nothing of ours, one the
 * listener lane.
 */
@NullMarked
package org.prmonitor.launcher.deployed;

import org.jspecify.annotations.NullMarked;
