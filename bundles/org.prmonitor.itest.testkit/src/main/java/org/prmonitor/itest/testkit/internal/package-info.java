/** Consumers as a plug-in's author writes them. */
@NullMarked
package org.prmonitor.itest.testkit.internal;

import org.jspecify.annotations.NullMarked;
