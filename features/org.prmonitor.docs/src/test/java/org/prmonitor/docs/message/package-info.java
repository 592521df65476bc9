/** Whether messages that a page explains are those that the sources have. */
@NullMarked
package org.prmonitor.docs.message;

import org.jspecify.annotations.NullMarked;
