package org.prmonitor.matrix.baseline.planted;

/** Does not say who extends it; what it implements itself is known. */
public abstract class AbstractClass implements Interface {}
