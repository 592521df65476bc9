/** The typed events, their topics and the keys of their properties. */
@Export
@Version("0.3.0")
@NullMarked
package org.prmonitor.api.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
