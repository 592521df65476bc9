/** What an event costs against the number of what there is: listeners, handlers, filters, events kept, processes, bytes. */
@NullMarked
package org.prmonitor.bench.internal.growth;

import org.jspecify.annotations.NullMarked;
