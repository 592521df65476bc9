/** The driver images that the bundle carries. */
@NullMarked
package org.prmonitor.nativeaccess.internal.image;

import org.jspecify.annotations.NullMarked;
