package org.prmonitor.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test, or a class of tests, that needs something of the machine. Where it is missing the test is skipped with the
 * reason; with the system property {@code prmonitor.require=all} it fails instead, so that a full run cannot pass by
 * skipping.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequirementsCondition.class)
public @interface Requires {

    /** {@return all of these} */
    Requirement[] value();
}
