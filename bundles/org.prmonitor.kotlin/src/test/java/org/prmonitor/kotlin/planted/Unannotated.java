package org.prmonitor.kotlin.planted;

/** In a package that says nothing of null, as most of Java does: what the test of the API's nullness must find. */
public final class Unannotated {

    /** A field of which Kotlin does not know whether it may be null. */
    public static final String FIELD = "field".strip();

    /** A parameter of which Kotlin does not know whether it may be null. */
    public Unannotated(String name) {}

    /** Neither the parameter nor the result says. */
    public String echo(String text) {
        return text;
    }
}
