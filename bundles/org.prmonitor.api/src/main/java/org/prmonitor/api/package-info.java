/**
 * The source of events as a consumer sees it: its state, its books, and its process table.
 *
 * <p><b>Proposed:</b> it may still change; see {@code bundles/org.prmonitor.api/README.md}.
 */
@Export(attribute = "status=proposed")
@Version("0.2.0")
@NullMarked
package org.prmonitor.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
