/**
 * The API's face for Kotlin: events as flows, suspending listeners, and filters that the compiler reads.
 *
 * <p><b>Proposed:</b> it may still change; see {@code bundles/org.prmonitor.api/README.md}.
 */
@Export(attribute = "status=proposed")
@Version("0.1.0")
@NullMarked
package org.prmonitor.kotlin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
