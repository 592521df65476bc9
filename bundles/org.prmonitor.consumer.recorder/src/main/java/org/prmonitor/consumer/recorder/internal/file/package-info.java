/** Lines in files: written whole or not at all, rotated, compressed, and read back for the place to go on at. */
@NullMarked
package org.prmonitor.consumer.recorder.internal.file;

import org.jspecify.annotations.NullMarked;
