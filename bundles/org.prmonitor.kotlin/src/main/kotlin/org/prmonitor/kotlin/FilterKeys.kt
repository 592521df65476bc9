package org.prmonitor.kotlin

import org.osgi.annotation.versioning.ProviderType

/** A key in a filter. What an event does not have passes none of its comparisons. */
@ProviderType
public abstract class FilterKey internal constructor(internal val name: String) {

    /** The event has it, whatever its value. */
    public val isPresent: EventFilter
        get() = EventFilter("($name=*)")

    internal fun compared(operator: String, value: String) = EventFilter("($name$operator$value)")

    /** Such as `process.id`. */
    override fun toString(): String = name
}

/** A key whose values are the same or not. */
public open class EqualKey<V : Any> internal constructor(name: String, private val text: (V) -> String) : FilterKey(name) {

    /** The value is this one. */
    public infix fun eq(value: V): EventFilter = compared("=", literal(value))

    /** The event has a value, and it is another one. */
    public infix fun ne(value: V): EventFilter = isPresent and !eq(value)

    /** The value is one of these; none of none. */
    public infix fun isIn(values: Collection<V>): EventFilter = values.map(::eq).reduceOrNull(EventFilter::or) ?: !EventFilter.ALL

    internal fun literal(value: V) = escaped(text(value))
}

/** A key whose values have an order. LDAP knows `<=` and `>=`: less is "not above, and not equal", which needs a value too. */
public class OrderedKey<V : Comparable<V>> internal constructor(name: String, text: (V) -> String) : EqualKey<V>(name, text) {

    /** The value is less. */
    public infix fun lt(value: V): EventFilter = le(value) and !eq(value)

    /** The value is less, or this one. */
    public infix fun le(value: V): EventFilter = compared("<=", literal(value))

    /** The value is greater. */
    public infix fun gt(value: V): EventFilter = ge(value) and !eq(value)

    /** The value is greater, or this one. */
    public infix fun ge(value: V): EventFilter = compared(">=", literal(value))

    /** The value is in the range, its ends included. */
    public infix fun within(range: ClosedRange<V>): EventFilter = ge(range.start) and le(range.endInclusive)
}

/** A key whose values are texts, compared character by character. */
public class TextKey internal constructor(name: String) : EqualKey<String>(name, { it }) {

    /** The text begins with this one. */
    public infix fun startsWith(prefix: String): EventFilter = matching("${escaped(prefix)}*")

    /** The text ends with this one. */
    public infix fun endsWith(suffix: String): EventFilter =
        // Frameworks read an asterisk with nothing but white space behind it as "present".
        if (suffix.isBlank() && suffix.isNotEmpty()) matching("*\\$suffix") else matching("*${escaped(suffix)}")

    /** The text has this one in it. */
    public infix fun contains(part: String): EventFilter = if (part.isEmpty()) isPresent else matching("*${escaped(part)}*")

    private fun matching(pattern: String) = compared("=", pattern)
}

/** A key whose value is a list of texts: a comparison with one text passes where one of them does. */
public class TextListKey internal constructor(name: String) : FilterKey(name) {

    /** One of the texts is this one. */
    public infix fun contains(text: String): EventFilter = compared("=", escaped(text))
}

/** What has a meaning of its own in a filter's value, and the character that takes it away. */
private fun escaped(value: String) = buildString(value.length) {
    for (character in value) {
        if (character in "\\*()") {
            append('\\')
        }
        append(character)
    }
}
