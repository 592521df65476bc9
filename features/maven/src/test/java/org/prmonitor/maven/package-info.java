/** What the goals do to folders; what they do as a whole is tested by features/archetype.itest. */
@NullMarked
package org.prmonitor.maven;

import org.jspecify.annotations.NullMarked;
