/** A bundle of somebody else's, in which nothing of ours is imported. */
@NullMarked
package org.prmonitor.rcp.product.somebody;

import org.jspecify.annotations.NullMarked;
