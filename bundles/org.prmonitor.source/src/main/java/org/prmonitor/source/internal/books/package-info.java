/** What every hop and every listener counts. */
@NullMarked
package org.prmonitor.source.internal.books;

import org.jspecify.annotations.NullMarked;
