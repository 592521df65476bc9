package org.prmonitor.kotlin.nullness

import java.lang.reflect.Modifier
import java.net.URI
import java.nio.file.FileSystems
import java.nio.file.Files
import java.nio.file.Path
import org.jspecify.annotations.NullMarked
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.prmonitor.api.MonitorEventSource

/** The API as Kotlin's compiler sees it: of everything public it knows whether it may be null. */
class NullSafetyTest {

    @TempDir
    lateinit var folder: Path

    private val compiler by lazy {
        KotlinCompiler(folder, listOf(MonitorEventSource::class, Unit::class, NullMarked::class, NullSafetyTest::class).map { location(it.java) })
    }

    @Test
    fun kotlinKnowsOfEverythingInTheApiWhetherItMayBeNull() {
        val classes = exported(location(MonitorEventSource::class.java))
        val packages = classes.map { it.packageName }.toSet()
        assertTrue(packages.containsAll(listOf("api", "api.event", "api.channel", "api.text").map { "org.prmonitor.$it" }), "$packages")
        val sources = NullnessSources(classes)
        assertTrue(sources.right.uses.size > 250 && sources.refused.uses.size > 100 && sources.idle.uses.size > 100,
            listOf(sources.right, sources.refused, sources.idle).map { it.uses.size }.toString())
        assertEquals(emptyList<String>(), compiler.compile("right", sources.right.text).map { "${sources.right.uses[it.line]}: ${it.text}" })
        assertEquals(emptyList<String>(), unnoticed(sources.refused, "refused", error = true))
        assertEquals(emptyList<String>(), unnoticed(sources.idle, "idle", error = false))
    }

    /** The test finds what it is for. */
    @Test
    fun aClassThatSaysNothingOfNullIsFound() {
        val sources = NullnessSources(listOf(Class.forName("org.prmonitor.kotlin.planted.Unannotated")))
        assertEquals(emptyList<KotlinCompiler.Message>(), compiler.compile("right", sources.right.text))
        assertEquals(2, sources.refused.uses.size)
        assertEquals(sources.refused.uses.values.toList(), unnoticed(sources.refused, "refused", error = true))
        assertEquals(2, sources.idle.uses.size)
        assertEquals(sources.idle.uses.values.toList(), unnoticed(sources.idle, "idle", error = false))
    }

    /** What the compiler should have said something about, and did not. */
    private fun unnoticed(lines: NullnessSources.Lines, name: String, error: Boolean): List<String> {
        val noticed = compiler.compile(name, lines.text).filter { it.isError == error }.map { it.line }.toSet()
        return (lines.uses - noticed).values.toList()
    }

    private fun location(type: Class<*>): Path = Path.of(type.protectionDomain.codeSource.location.toURI())

    /** The public classes in the packages of a folder or jar that are marked. */
    private fun exported(root: Path): List<Class<*>> =
        if (Files.isDirectory(root)) classes(root)
        else FileSystems.newFileSystem(URI("jar:${root.toUri()}"), emptyMap<String, Any>()).use { classes(it.getPath("/")) }

    private fun classes(root: Path): List<Class<*>> = Files.walk(root).use { files ->
        files.map { root.relativize(it).toString() }
            .filter { it.startsWith("org/prmonitor/api") && it.endsWith(".class") && !it.endsWith("-info.class") && "/internal/" !in it }
            .sorted()
            .map<Class<*>> { Class.forName(it.removeSuffix(".class").replace('/', '.'), false, javaClass.classLoader) }
            .filter { Modifier.isPublic(it.modifiers) && !it.isAnnotation }
            .toList()
    }
}
