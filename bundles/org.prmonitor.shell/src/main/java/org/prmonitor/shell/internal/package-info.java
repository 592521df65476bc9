/** The Gogo commands of scope {@code prmonitor}, a class each, and the launcher's doctor. */
@NullMarked
package org.prmonitor.shell.internal;

import org.jspecify.annotations.NullMarked;
