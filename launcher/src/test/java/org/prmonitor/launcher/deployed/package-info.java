/** A bundle of somebody who knows EventAdmin and nothing of ours; the tests pack it into a jar and drop it in. */
@NullMarked
package org.prmonitor.launcher.deployed;

import org.jspecify.annotations.NullMarked;
