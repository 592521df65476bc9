package org.prmonitor.kotlin

import java.time.Instant
import kotlin.time.Duration.Companion.nanoseconds
import net.jqwik.api.Arbitraries
import net.jqwik.api.Arbitrary
import net.jqwik.api.Combinators
import net.jqwik.api.ForAll
import net.jqwik.api.Property
import net.jqwik.api.Provide
import org.junit.jupiter.api.Assertions.assertEquals
import org.osgi.framework.FrameworkUtil
import org.prmonitor.api.event.EventKeys

/** Whatever is said in Kotlin, OSGi's own filter of it passes the same events. */
class FilterPropertiesTest {

    /** What a filter is meant to pass, decided without LDAP. */
    private class Meaning(val filter: EventFilter, val passes: (Map<String, Any>) -> Boolean) {
        override fun toString() = filter.ldap
    }

    @Property(tries = 2_000)
    fun aFilterPassesWhatItSays(@ForAll("meanings") meaning: Any, @ForAll("events") event: Map<String, Any>) {
        meaning as Meaning
        assertEquals(meaning.passes(event), matches(meaning.filter, event), "${meaning.filter} on $event")
    }

    @Property
    fun everyTextIsFoundAsItIs(@ForAll("texts") text: String, @ForAll("texts") before: String, @ForAll("texts") after: String) {
        val event = mapOf<String, Any>(EventKeys.IMAGE_PATH to before + text + after, EventKeys.COMMAND_ARGS to listOf(before, text, after))
        assertEquals(true, matches(filter { image.path eq before + text + after }, event))
        assertEquals(true, matches(filter { image.path contains text }, event))
        assertEquals(true, matches(filter { image.path startsWith before }, event))
        assertEquals(true, matches(filter { image.path endsWith after }, event))
        assertEquals(true, matches(filter { command.args contains text }, event))
        assertEquals(text == before + text + after, matches(filter { image.path eq text }, event))
    }

    /** White space and nothing else is where a framework may see none at all. */
    @Property
    fun blanksAreTextToo(@ForAll("blanks") blank: String, @ForAll("texts") text: String) {
        val event = mapOf<String, Any>(EventKeys.IMAGE_PATH to text)
        assertEquals(text == blank, matches(filter { image.path eq blank }, event))
        assertEquals(text.startsWith(blank), matches(filter { image.path startsWith blank }, event))
        assertEquals(text.endsWith(blank), matches(filter { image.path endsWith blank }, event))
        assertEquals(blank in text, matches(filter { image.path contains blank }, event))
    }

    @Property
    fun whatIsParsedIsWhatWasWritten(@ForAll("meanings") meaning: Any) {
        meaning as Meaning
        assertEquals(meaning.filter, EventFilter.parse(meaning.filter.ldap))
    }

    @Provide
    fun meanings(): Arbitrary<Any> {
        val longs = Arbitraries.longs().edgeCases { it.add(0L, 7L, Long.MAX_VALUE, Long.MIN_VALUE) }
        val ints = Arbitraries.integers()
        val flags = Arbitraries.of(true, false)
        val durations = nanoseconds().map { it.nanoseconds }
        val comparisons = Arbitraries.oneOf<Any>(
            ordered(FilterScope.process.id, longs, SMALL) { it as Long },
            ordered(FilterScope.exit.code, ints, SMALL.map(Long::toInt)) { it as Int },
            ordered(FilterScope.process.lifetime, durations, SMALL.map { it.nanoseconds }) { (it as Long).nanoseconds },
            ordered(FilterScope.timestamp, longs.map { Instant.ofEpochMilli(it % 1_000_000) }, SMALL.map(Instant::ofEpochMilli)) {
                Instant.ofEpochMilli(it as Long)
            },
            equal(FilterScope.image.signed, flags) { it as Boolean },
            equal(FilterScope.image.path, texts()) { it as String },
            parts(),
            texts().map { text ->
                Meaning(filter { command.args contains text }) { event ->
                    (event[EventKeys.COMMAND_ARGS] as List<*>?)?.contains(text) == true
                }
            },
            Arbitraries.just(Meaning(filter { snapshot }) { EventKeys.SNAPSHOT in it }),
            Arbitraries.just(Meaning(filter { user.id.isPresent }) { EventKeys.USER_ID in it }),
            Arbitraries.just(Meaning(EventFilter.ALL) { true }),
        ).map { it as Meaning }
        return Arbitraries.recursive(
            { comparisons },
            { inner ->
                Arbitraries.oneOf(
                    inner.map { one -> Meaning(!one.filter) { !one.passes(it) } },
                    Combinators.combine(inner, comparisons).`as` { one, other ->
                        Meaning(one.filter and other.filter) { one.passes(it) && other.passes(it) }
                    },
                    Combinators.combine(comparisons, inner).`as` { one, other ->
                        Meaning(one.filter or other.filter) { one.passes(it) || other.passes(it) }
                    },
                )
            },
            0,
            4,
        ).map { it }
    }

    @Provide
    fun events(): Arbitrary<Map<String, Any>> {
        val values = mapOf<String, Arbitrary<out Any>>(
            EventKeys.PROCESS_ID to someLongs(),
            EventKeys.EXIT_CODE to someLongs().map { it.toInt() },
            EventKeys.PROCESS_LIFETIME to nanoseconds(),
            EventKeys.TIMESTAMP to someLongs(),
            EventKeys.USER_ID to someLongs(),
            EventKeys.IMAGE_SIGNED to Arbitraries.of(true, false),
            EventKeys.IMAGE_PATH to texts(),
            EventKeys.COMMAND_ARGS to texts().list().ofMaxSize(3),
            EventKeys.SNAPSHOT to Arbitraries.just(true),
        )
        // Each key present or absent; the topic is on every event.
        val entries = values.map { (key, value) -> value.map<Pair<String, Any>> { key to it }.optional() }
        return Combinators.combine(entries).`as` { present ->
            present.mapNotNull { it.orElse(null) }.toMap() + (EventKeys.TOPIC to "org/prmonitor/event/ProcessEvent/STARTED")
        }
    }

    @Provide
    fun blanks(): Arbitrary<String> = Arbitraries.strings().withChars(' ', '\t', '\n', '\u00a0', '\u2003').ofMaxLength(2)

    @Provide
    fun texts(): Arbitrary<String> = Arbitraries.oneOf(
        // Few letters, so that texts meet; all that LDAP reads as something else; and anything.
        Arbitraries.strings().withChars('a', 'B', '*', '\\', '(', ')', '/', ' ').ofMaxLength(4),
        Arbitraries.strings().withChars('\u0000', '\n', '\u00e4', '\u4e2d', '\ud800', '=', '>', '<', '~', '&', '|', '!').ofMaxLength(4),
        Arbitraries.strings().ofMaxLength(6),
    )

    /** Up to 126 years: Kotlin's durations are exact to the nanosecond for 146. */
    private fun nanoseconds() = Arbitraries.oneOf(Arbitraries.of(SMALL), Arbitraries.longs().between(-4_000_000_000_000_000_000, 4_000_000_000_000_000_000))

    private fun someLongs() = Arbitraries.oneOf(Arbitraries.of(SMALL), Arbitraries.longs())

    private fun <V : Comparable<V>> ordered(key: OrderedKey<V>, values: Arbitrary<V>, few: List<V>, read: (Any) -> V): Arbitrary<Meaning> {
        val value = Arbitraries.oneOf(values, Arbitraries.of(few))
        return Combinators.combine(value, value, Arbitraries.integers().between(0, 7)).`as` { one, other, operator ->
            fun meaning(filter: EventFilter, holds: (V) -> Boolean) =
                Meaning(filter) { event -> event[key.name]?.let { holds(read(it)) } == true }
            when (operator) {
                0 -> meaning(key lt one) { it < one }
                1 -> meaning(key le one) { it <= one }
                2 -> meaning(key gt one) { it > one }
                3 -> meaning(key ge one) { it >= one }
                4 -> meaning(key eq one) { it == one }
                5 -> meaning(key ne one) { it != one }
                6 -> meaning(key within one..other) { it in one..other }
                else -> meaning(key isIn setOf(one, other)) { it == one || it == other }
            }
        }
    }

    private fun <V : Any> equal(key: EqualKey<V>, values: Arbitrary<V>, read: (Any) -> V): Arbitrary<Meaning> =
        Combinators.combine(values, Arbitraries.integers().between(0, 3)).`as` { value, operator ->
            fun meaning(filter: EventFilter, holds: (V) -> Boolean) =
                Meaning(filter) { event -> event[key.name]?.let { holds(read(it)) } == true }
            when (operator) {
                0 -> meaning(key eq value) { it == value }
                1 -> meaning(key ne value) { it != value }
                2 -> meaning(key isIn listOf(value)) { it == value }
                else -> meaning(key isIn emptyList()) { false }
            }
        }

    private fun parts(): Arbitrary<Meaning> = Combinators.combine(texts(), Arbitraries.integers().between(0, 2)).`as` { text, operator ->
        fun meaning(filter: EventFilter, holds: (String) -> Boolean) =
            Meaning(filter) { event -> (event[EventKeys.IMAGE_PATH] as String?)?.let(holds) == true }
        when (operator) {
            0 -> meaning(filter { image.path startsWith text }) { it.startsWith(text) }
            1 -> meaning(filter { image.path endsWith text }) { it.endsWith(text) }
            else -> meaning(filter { image.path contains text }) { text in it }
        }
    }

    private companion object {
        val SMALL = listOf(-1L, 0L, 1L, 7L)

        fun matches(filter: EventFilter, event: Map<String, Any>) =
            filter == EventFilter.ALL || FrameworkUtil.createFilter(filter.ldap).matches(event)
    }
}
