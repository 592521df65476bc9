/** Stress tests of the listener lane's protocol between a call and its end. */
@NullMarked
package org.prmonitor.source.internal.listener;

import org.jspecify.annotations.NullMarked;
