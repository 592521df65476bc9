/** Events in words for people, one wording and one rule of escaping for every consumer. */
@Export
@Version("0.2.0")
@NullMarked
package org.prmonitor.api.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
