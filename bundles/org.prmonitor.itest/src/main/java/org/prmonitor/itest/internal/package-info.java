/** The bundles together, driven by a scripted channel. */
@NullMarked
package org.prmonitor.itest.internal;

import org.jspecify.annotations.NullMarked;
