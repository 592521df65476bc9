/** Events as objects of the Open Cybersecurity Schema Framework, release 1.8.0 (schema.ocsf.io/1.8.0). */
@NullMarked
package org.prmonitor.consumer.recorder.internal.ocsf;

import org.jspecify.annotations.NullMarked;
