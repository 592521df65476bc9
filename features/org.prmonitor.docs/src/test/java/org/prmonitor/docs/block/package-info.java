/** The blocks of code in the pages, and what comments say about them. */
@NullMarked
package org.prmonitor.docs.block;

import org.jspecify.annotations.NullMarked;
