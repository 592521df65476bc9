/** The archetypes, used as somebody uses them who has an empty folder. */
@NullMarked
package org.prmonitor.archetype;

import org.jspecify.annotations.NullMarked;
