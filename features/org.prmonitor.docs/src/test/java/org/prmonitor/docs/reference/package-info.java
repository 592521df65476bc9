/** What is generated of Metatype and of the API, and whether the pages have it. */
@NullMarked
package org.prmonitor.docs.reference;

import org.jspecify.annotations.NullMarked;
