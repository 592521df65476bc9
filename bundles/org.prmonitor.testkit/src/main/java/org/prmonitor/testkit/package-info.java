/**
 * Test support for plug-in authors: a scripted channel, what checks and swaps a consumer, tests that say what they
 * need of a machine, and programs in processes of their own, on each of its JDKs.
 *
 * <p><b>Proposed:</b> it may still change; see {@code bundles/org.prmonitor.api/README.md}.
 */
@Export(attribute = "status=proposed")
@Version("0.3.0")
@NullMarked
package org.prmonitor.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
