package org.prmonitor.kotlin

import org.osgi.framework.FrameworkUtil
import org.osgi.framework.InvalidSyntaxException
import org.prmonitor.api.event.EventKeys

/**
 * A filter on the events' properties: what [filter] makes, and the LDAP filter that it stands for. Losses pass every filter. Immutable.
 *
 * @property ldap as `publisher`, a listener's property and EventAdmin take it, RFC 1960 as OSGi has it; empty for [all][ALL]
 */
public class EventFilter internal constructor(public val ldap: String) {

    /** What passes both. In a filter, put each comparison that stands after an infix word into parentheses. */
    public infix fun and(other: EventFilter): EventFilter = when {
        this == ALL -> other
        other == ALL -> this
        else -> EventFilter("(&$ldap${other.ldap})")
    }

    /** What passes one or the other, or both. */
    public infix fun or(other: EventFilter): EventFilter =
        if (this == ALL || other == ALL) ALL else EventFilter("(|$ldap${other.ldap})")

    /**
     * What does not pass. That is more than the opposite comparison: where a key is absent every comparison fails, so that
     * `!(user.id eq 0)` passes events without a user, and `user.id ne 0` does not.
     */
    public operator fun not(): EventFilter = if (this == ALL) NONE else EventFilter("(!$ldap)")

    override fun equals(other: Any?): Boolean = other is EventFilter && ldap == other.ldap

    override fun hashCode(): Int = ldap.hashCode()

    /** The LDAP filter. */
    override fun toString(): String = ldap

    public companion object {
        /** Everything. */
        public val ALL: EventFilter = EventFilter("")

        /** Every event has a topic. */
        private val NONE = EventFilter("(!(${EventKeys.TOPIC}=*))")

        /**
         * A filter as text, from a configuration say.
         *
         * @throws IllegalArgumentException where its syntax is wrong; the message says where
         */
        public fun parse(ldap: String): EventFilter {
            val text = ldap.trim()
            if (text.isEmpty()) {
                return ALL
            }
            try {
                FrameworkUtil.createFilter(text)
            } catch (wrong: InvalidSyntaxException) {
                throw IllegalArgumentException("filter '$text': ${wrong.message}", wrong)
            }
            return EventFilter(text)
        }
    }
}

/**
 * A filter out of typed comparisons: `filter { process.id gt 100 and (image.path endsWith "/bash") }`. The keys are those of
 * [EventKeys] and have their values' types, so that a number is compared as a number. What does not fit does not compile; what is
 * absent passes no comparison. Kotlin reads infix words from left to right, hence the parentheses around each further comparison.
 */
public fun filter(build: FilterScope.() -> EventFilter): EventFilter = FilterScope.build()
