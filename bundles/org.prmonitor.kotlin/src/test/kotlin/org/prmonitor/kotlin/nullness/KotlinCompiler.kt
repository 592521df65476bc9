package org.prmonitor.kotlin.nullness

import java.nio.file.Files
import java.nio.file.Path
import org.jetbrains.kotlin.cli.common.arguments.K2JVMCompilerArguments
import org.jetbrains.kotlin.cli.common.arguments.parseCommandLineArguments
import org.jetbrains.kotlin.cli.common.messages.CompilerMessageSeverity
import org.jetbrains.kotlin.cli.common.messages.CompilerMessageSourceLocation
import org.jetbrains.kotlin.cli.common.messages.MessageCollector
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler
import org.jetbrains.kotlin.config.Services

/** Kotlin's compiler with the settings of our own build, the strictest that there are. */
internal class KotlinCompiler(private val folder: Path, private val classPath: List<Path>) {

    /** What was said of a line; 0 for no line. */
    data class Message(val line: Int, val isError: Boolean, val text: String)

    fun compile(name: String, source: String): List<Message> {
        val file = Files.writeString(folder.resolve("$name.kt"), source)
        val messages = ArrayList<Message>()
        val collector = object : MessageCollector {
            override fun clear() = messages.clear()

            override fun hasErrors() = messages.any(Message::isError)

            override fun report(severity: CompilerMessageSeverity, message: String, location: CompilerMessageSourceLocation?) {
                if (severity.isError || severity.isWarning) {
                    messages += Message(location?.line ?: 0, severity.isError, message)
                }
            }
        }
        val arguments = K2JVMCompilerArguments()
        parseCommandLineArguments(STRICT, arguments)
        arguments.freeArgs = listOf(file.toString())
        arguments.destination = folder.resolve(name).toString()
        arguments.classpath = classPath.joinToString(java.io.File.pathSeparator)
        arguments.noStdlib = true
        arguments.noReflect = true
        K2JVMCompiler().exec(collector, Services.EMPTY, arguments)
        return messages
    }

    private companion object {
        val STRICT = listOf(
            "-Wextra", "-progressive", "-jvm-target", "17", "-Xjdk-release=17", "-Xjspecify-annotations=strict", "-Xjsr305=strict",
            "-Xtype-enhancement-improvements-strict-mode",
        )
    }
}
