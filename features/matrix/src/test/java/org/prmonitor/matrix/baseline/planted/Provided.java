package org.prmonitor.matrix.baseline.planted;

import org.osgi.annotation.versioning.ProviderType;

/** Says it. */
@ProviderType
public interface Provided {}
