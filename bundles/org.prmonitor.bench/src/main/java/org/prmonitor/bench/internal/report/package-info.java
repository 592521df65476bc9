/** What a measurement says: Markdown for people, JSON for machines. */
@NullMarked
package org.prmonitor.bench.internal.report;

import org.jspecify.annotations.NullMarked;
