/** The command line and the start of the framework. Plain class path, no bundle: it shares nothing with the bundles but OSGi's own types. */
@NullMarked
package org.prmonitor.launcher;

import org.jspecify.annotations.NullMarked;
