/** Tests that try what stands in the documentation. */
@NullMarked
package org.prmonitor.docs;

import org.jspecify.annotations.NullMarked;
