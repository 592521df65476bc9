/** Runs the commands that are shown. */
@NullMarked
package org.prmonitor.docs.command;

import org.jspecify.annotations.NullMarked;
