/** For builds: which JDKs a run of tests takes. */
@NullMarked
package org.prmonitor.testkit.internal;

import org.jspecify.annotations.NullMarked;
