/**
 * One consumer of each lane. A copy of the bundle under a name of its own keeps one of the two (its header
 * {@code Service-Component} says which), and hands every number that it gets to whoever watches consumers.
 */
@NullMarked
package org.prmonitor.bench.consumer.internal;

import org.jspecify.annotations.NullMarked;
