/**
 * The typed events, their topics and the keys of their properties.
 *
 * <p><b>Proposed:</b> it may still change; see {@code bundles/org.prmonitor.api/README.md}.
 */
@Export(attribute = "status=proposed")
@Version("0.3.0")
@NullMarked
package org.prmonitor.api.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
