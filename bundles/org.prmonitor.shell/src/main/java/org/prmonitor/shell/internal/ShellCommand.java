package org.prmonitor.shell.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service properties that make a component a Gogo command. Gogo has such an annotation of its own, but that one makes
 * the bundle require Gogo, and this bundle also serves the launcher where there is none.
 */
@ComponentPropertyType
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
@interface ShellCommand {

    /** The command's name, and that of the component's method. */
    String osgi_command_function();

    /** The part before the colon. */
    String osgi_command_scope() default "prmonitor";
}
