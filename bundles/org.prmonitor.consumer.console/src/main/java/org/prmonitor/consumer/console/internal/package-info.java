/** The console consumer: a live stream of events for people or programs, its closing summary, and warnings. */
@NullMarked
package org.prmonitor.consumer.console.internal;

import org.jspecify.annotations.NullMarked;
