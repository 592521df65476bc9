package org.prmonitor.sample.parentchild.internal

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test
import org.prmonitor.api.event.ProcessKey

class LineageTest {

    private val lineage = Lineage(capacity = 5)

    private val rule = Rule(Programs(listOf("soffice")), Programs(listOf("sh", "bash")), between = 2)

    private fun key(id: Long, start: Long = 1) = ProcessKey(1, id, start)

    private fun origins(member: Lineage.Member) = lineage.origins(member).map { it.image }.toList()

    @Test
    fun `the nearest comes first, and what ran before counts`() {
        lineage.add(key(1), null, "soffice")
        lineage.add(key(2), key(1), "env")
        val shell = lineage.add(key(2), key(1), "sh")
        assertEquals(listOf("env", "soffice"), origins(shell))
    }

    @Test
    fun `a process id that came back is another process`() {
        lineage.add(key(1), null, "soffice")
        lineage.add(key(1, start = 2), null, "cron")
        assertEquals(listOf("cron"), origins(lineage.add(key(2), key(1, start = 2), "sh")))
    }

    @Test
    fun `a copy runs what its parent runs until it runs something else`() {
        lineage.add(key(1), null, "soffice")
        lineage.addCopy(key(2), key(1))
        // Its parent is gone, and another one has taken it over.
        val shell = lineage.add(key(2), key(9), "sh")
        assertEquals(listOf("soffice"), origins(shell))
    }

    @Test
    fun `the same once more is no second image`() {
        lineage.add(key(1), null, "sh")
        assertNull(lineage.add(key(1), null, "sh").before)
    }

    @Test
    fun `what nobody asked for goes first, and memory is bounded`() {
        for (id in 1L..6) {
            lineage.add(key(id), null, "x")
        }
        assertEquals(false, key(1) in lineage)
        assertEquals(true, key(2) in lineage)
    }

    @Test
    fun `only so many may stand between`() {
        lineage.add(key(1), null, "soffice")
        lineage.add(key(2), key(1), "a")
        lineage.add(key(3), key(2), "b")
        assertEquals(listOf("b", "a"), rule.judge(lineage.add(key(4), key(3), "sh"), lineage)?.through?.map { it.image })
        lineage.add(key(4), key(3), "c")
        assertNull(rule.judge(lineage.add(key(5), key(4), "bash"), lineage))
    }

    @Test
    fun `a shell that a shell starts was said with that one`() {
        lineage.add(key(1), null, "soffice")
        lineage.add(key(2), key(1), "sh")
        assertNull(rule.judge(lineage.add(key(3), key(2), "bash"), lineage))
        assertNull(rule.judge(lineage.add(key(2), key(1), "bash"), lineage))
    }

    @Test
    fun `a process is said once, whatever it executes then`() {
        lineage.add(key(1), null, "soffice")
        val shell = lineage.add(key(2), key(1), "sh")
        lineage.said(shell)
        lineage.add(key(2), key(1), "script")
        assertNull(rule.judge(lineage.add(key(2), key(1), "bash"), lineage))
    }

    @Test
    fun `a circle ends`() {
        lineage.add(key(1), key(2), "a")
        lineage.add(key(2), key(1), "b")
        assertNull(rule.judge(lineage.add(key(3), key(1), "sh"), lineage))
    }
}
