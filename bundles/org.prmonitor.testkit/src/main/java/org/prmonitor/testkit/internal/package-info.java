/** What the test kit is made of. */
@NullMarked
package org.prmonitor.testkit.internal;

import org.jspecify.annotations.NullMarked;
