/** The SPI between the source and whatever brings events out of a kernel. */
@Export
@Version("0.2.0")
@NullMarked
package org.prmonitor.api.channel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
