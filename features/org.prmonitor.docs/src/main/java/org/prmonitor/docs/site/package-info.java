/** Makes of the repository's Markdown what the site plugin renders. */
@NullMarked
package org.prmonitor.docs.site;

import org.jspecify.annotations.NullMarked;
