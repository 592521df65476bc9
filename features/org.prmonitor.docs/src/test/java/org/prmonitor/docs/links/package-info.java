/** Whether every link leads somewhere. */
@NullMarked
package org.prmonitor.docs.links;

import org.jspecify.annotations.NullMarked;
