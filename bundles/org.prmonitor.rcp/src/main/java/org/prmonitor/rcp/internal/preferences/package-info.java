/** What a user may set: kept in the instance scope, changed by a page of JFace's, followed by the open views. */
@NullMarked
package org.prmonitor.rcp.internal.preferences;

import org.jspecify.annotations.NullMarked;
