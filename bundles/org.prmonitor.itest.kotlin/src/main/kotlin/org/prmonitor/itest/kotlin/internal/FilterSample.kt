package org.prmonitor.itest.kotlin.internal

import java.util.function.Supplier
import kotlin.random.Random
import org.osgi.framework.FrameworkUtil
import org.osgi.service.component.annotations.Component
import org.prmonitor.api.event.EventKeys
import org.prmonitor.kotlin.EventFilter
import org.prmonitor.kotlin.filter

/** Asks this container's own filters, of which every framework has its own: what they make of ours, and who does not agree. */
@Component(service = [Supplier::class], property = ["consumer=filters"])
class FilterSample : Supplier<List<String>> {

    private class Case(val filter: EventFilter, val expected: Boolean)

    override fun get(): List<String> {
        val random = Random(SEED)
        return List(TEXTS) { random.text() to random.text() }.flatMap { (path, text) ->
            val number = random.nextLong(-3, 3)
            val limit = random.nextLong(-3, 3)
            val event = mapOf(EventKeys.IMAGE_PATH to path, EventKeys.PROCESS_ID to number, EventKeys.COMMAND_ARGS to listOf(path, "-c"))
            listOf(
                Case(filter { image.path eq path }, true),
                Case(filter { image.path eq text }, path == text),
                Case(filter { image.path ne text }, path != text),
                Case(filter { image.path startsWith text }, path.startsWith(text)),
                Case(filter { image.path endsWith text }, path.endsWith(text)),
                Case(filter { image.path contains text }, text in path),
                Case(filter { command.args contains text }, text == path || text == "-c"),
                Case(filter { process.id lt limit }, number < limit),
                Case(filter { process.id le limit }, number <= limit),
                Case(filter { process.id gt limit }, number > limit),
                Case(filter { process.id ge limit or (user.id ne 0) }, number >= limit),
                Case(filter { !(user.id eq 0) }, true),
            ).filter { FrameworkUtil.createFilter(it.filter.ldap).matches(event) != it.expected }.map { "${it.filter} on $event" }
        }
    }

    private fun Random.text() = String(CharArray(nextInt(4)) { LETTERS[nextInt(LETTERS.length)] })

    private companion object {
        const val SEED = 20_260_101
        const val TEXTS = 5_000
        const val LETTERS = "aB*\\() ="
    }
}
