/** What can be set, its defaults, and what is refused. */
@NullMarked
package org.prmonitor.source.internal.configuration;

import org.jspecify.annotations.NullMarked;
