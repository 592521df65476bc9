/**
 * Events in words for people and as JSON for programs: one wording, one form and one rule of escaping for every consumer.
 *
 * <p><b>Proposed:</b> it may still change; see {@code bundles/org.prmonitor.api/README.md}.
 */
@Export(attribute = "status=proposed")
@Version("0.3.0")
@NullMarked
package org.prmonitor.api.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
