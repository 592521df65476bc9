package org.prmonitor.matrix.baseline.planted;

/** Does not say who implements it, and neither does what is in it. */
public interface Interface {

    /** Neither does this. */
    interface Nested {}

    /** Nobody implements an annotation. */
    @interface Marker {}

    /** Nobody but the compiler extends an enumeration. */
    enum Choice {
        /** A constant with a body makes the class abstract. */
        ONE {
            @Override
            int number() {
                return 1;
            }
        };

        abstract int number();
    }
}
