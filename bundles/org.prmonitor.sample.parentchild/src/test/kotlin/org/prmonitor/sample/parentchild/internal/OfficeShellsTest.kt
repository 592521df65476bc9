package org.prmonitor.sample.parentchild.internal

import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit.SECONDS
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.osgi.framework.BundleContext
import org.osgi.service.event.Event
import org.prmonitor.testkit.ConsumerBundle
import org.prmonitor.testkit.PrMonitorTest
import org.prmonitor.testkit.ScriptedProcess
import org.prmonitor.testkit.ScriptedSource

/** The bundle in a framework, on the real source. */
@PrMonitorTest(project = true, configuration = ["types=started,forked,exited"])
class OfficeShellsTest {

    private lateinit var scripted: ScriptedSource
    private lateinit var consumer: ConsumerBundle

    private val office = ScriptedProcess.of(100).running("/usr/lib/libreoffice/program/soffice.bin", "soffice.bin", "x.odt")
    private val between = ScriptedProcess.of(101).childOf(office).running("/usr/bin/env", "env", "sh")

    @BeforeEach
    fun begin(source: ScriptedSource, context: BundleContext) {
        scripted = source
        consumer = ConsumerBundle.of(context, PID)
        consumer.configure(PID, mapOf<String, Any>())
    }

    private fun shell(id: Long, parent: ScriptedProcess) =
        ScriptedProcess.of(id).childOf(parent).running("/bin/sh", "sh", "-c", "id\u001b[2J")

    private fun start(vararg processes: ScriptedProcess) {
        processes.forEach { scripted.emit(it.started()) }
        scripted.settle()
    }

    private fun said() = scripted.log().filter { "Office program" in it }.map { it.substringAfter("] ") }

    @Test
    fun `a shell that an office program starts is said`() {
        start(office, shell(102, office))
        assertEquals(
            listOf(
                "Office program /usr/lib/libreoffice/program/soffice.bin (process 100) started a shell: /bin/sh (process 102)" +
                    ": sh -c id\\x1b[2J",
            ),
            said(),
        )
    }

    @Test
    fun `through others too`() {
        start(office, between, shell(102, between))
        assertTrue(said().single().endsWith(", through /usr/bin/env (process 101)"), said()::toString)
    }

    @Test
    fun `who listens to its topic gets an event`() {
        val events = LinkedBlockingQueue<Event>()
        scripted.handle("org/prmonitor/sample/parentchild/*") { events += it }
        val shell = shell(102, office)
        start(office, shell)
        val event = checkNotNull(events.poll(30, SECONDS))
        assertEquals(STARTED, event.topic)
        assertEquals(office.key().toString(), event.getProperty(OFFICE_KEY))
        assertEquals(shell.key().toString(), event.getProperty("process.key"))
        assertEquals("sh -c id\u001b[2J", event.getProperty("command.line"))
    }

    @Test
    fun `a process id that comes back is another process`() {
        start(office)
        scripted.emit(office.exited(0))
        val cron = ScriptedProcess.of(100).bornAt(2).running("/usr/sbin/cron", "cron")
        start(cron, shell(102, cron))
        assertEquals(listOf<String>(), said())
    }

    @Test
    fun `who started whom is known after a swap, from the process table`() {
        start(office, between)
        consumer.swap()
        start(shell(102, between))
        assertEquals(1, said().size, said()::toString)
        consumer.stop()
        start(shell(103, office))
        consumer.start()
        scripted.settle()
        assertEquals(2, said().size, said()::toString)
        consumer.swap()
        start(ScriptedProcess.of(104).running("/bin/ls", "ls"))
        assertEquals(2, said().size, "what was said is not said again")
    }

    /** It knows neither the office program's start nor the shell's, but the source does: this listener fell off the journal's tail. */
    @Test
    fun `what a loss has swallowed is found in the process table while it runs`() {
        scripted.configure(mapOf("types" to "started,forked,exited", "journalEvents" to "64"))
        start(ScriptedProcess.of(1).running("/sbin/init", "init"))
        consumer.stop()
        start(office, shell(102, office))
        for (id in 1000L..1200) {
            start(ScriptedProcess.of(id).running("/bin/true", "true"))
            scripted.emit(ScriptedProcess.of(id).exited(0))
        }
        scripted.settle()
        consumer.start()
        scripted.awaitLog("events are missing: the process table is read instead")
        scripted.settle()
        assertEquals(1, said().size, said()::toString)
    }

    /** Where forks are published. */
    @Test
    fun `a shell whose parent has ended before is traced by its fork`() {
        consumer.configure(PID, mapOf("prmonitor.listener.types" to arrayOf("STARTED", "FORKED")))
        val orphan = ScriptedProcess.of(103).childOf(between)
        start(office, between)
        scripted.emit(orphan.forked(), between.exited(0))
        start(orphan.childOf(ScriptedProcess.of(1)).running("/bin/sh", "sh"))
        assertEquals(1, said().size, said()::toString)
    }

    @Test
    fun `other programs are a matter of configuration`() {
        consumer.configure(PID, mapOf("office" to "cron, at", "shells" to "ls"))
        val cron = ScriptedProcess.of(100).bornAt(2).running("/usr/sbin/cron", "cron")
        start(cron, ScriptedProcess.of(102).childOf(cron).running("/bin/ls", "ls"))
        assertEquals(1, said().size, said()::toString)
    }

    @Test
    fun `what makes no sense is refused and the defaults hold`() {
        consumer.configure(PID, mapOf("between" to -1))
        assertTrue(scripted.awaitLog("refused").endsWith("between=-1 is less than 0; the defaults hold"))
        start(office, shell(102, office))
        assertEquals(1, said().size)
    }
}
