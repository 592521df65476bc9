package org.prmonitor.kotlin

import kotlin.time.Duration.Companion.milliseconds
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.prmonitor.api.event.EventKeys
import org.prmonitor.api.event.LossPlace
import org.prmonitor.api.event.RegistryOperation

/** What a filter reads as in LDAP, and that it knows every key. */
class FilterTest {

    @Test
    fun aFilterReadsAsItsLdap() {
        val shells = filter { process.id gt 100 and (image.path endsWith "/bash") }
        assertEquals("(&(&(process.id>=100)(!(process.id=100)))(image.path=*/bash))", shells.ldap)
        assertEquals("(image.path=C:\\\\a \\(x86\\)\\*)", filter { image.path eq "C:\\a (x86)*" }.ldap)
        assertEquals("(|(exit.code>=1)(exit.signal=*))", filter { exit.code ge 1 or exit.signal.isPresent }.ldap)
        assertEquals("(process.lifetime<=5000000)", filter { process.lifetime le 5.milliseconds }.ldap)
        assertEquals("(registry.operation=VALUE_SET)", filter { registry.operation eq RegistryOperation.VALUE_SET }.ldap)
        assertEquals("(lost.where=kernel)", filter { lost.where eq LossPlace.KERNEL }.ldap)
        assertEquals("(!(truncated=true))", filter { !truncated }.ldap)
    }

    @Test
    fun everythingIsNoPartOfAnything() {
        val one = filter { user.id eq 0 }
        assertEquals(one, EventFilter.ALL and one)
        assertEquals(one, one and EventFilter.ALL)
        assertEquals(EventFilter.ALL, EventFilter.ALL or one)
        assertEquals(EventFilter.ALL, EventFilter.parse("  "))
    }

    @Test
    fun aTextWithoutSyntaxIsRefused() {
        val refused = assertThrows(IllegalArgumentException::class.java) { EventFilter.parse("(exit.code>=") }
        assertTrue(refused.message!!.startsWith("filter '(exit.code>=': "), refused.message)
    }

    @Test
    fun theScopeHasEveryKeyOnce() {
        val keys = EventKeys::class.java.fields.map { it.get(null) as String }
        // A record and an instant: OSGi's filters compare neither.
        val expected = (keys - EventKeys.EVENT - EventKeys.TIME).sorted()
        assertEquals(expected, names(FilterScope).sorted())
    }

    private fun names(scope: Any): List<String> = scope.javaClass.methods
        .filter { it.name.startsWith("get") && it.declaringClass == scope.javaClass && it.parameterCount == 0 }
        .flatMap { getter ->
            when (val value = getter.invoke(scope)) {
                is FilterKey -> listOf(value.name)
                is EventFilter -> listOf(value.ldap.substring(1).substringBefore('='))
                else -> names(value)
            }
        }
}
