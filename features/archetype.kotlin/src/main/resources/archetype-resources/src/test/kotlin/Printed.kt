package ${package}

import java.io.ByteArrayOutputStream
import java.io.PrintStream

/** The lines that are printed while [action] runs. */
internal fun printed(action: () -> Unit): List<String> {
    val before = System.out
    val bytes = ByteArrayOutputStream()
    System.setOut(PrintStream(bytes, true, Charsets.UTF_8))
    try {
        action()
    } finally {
        System.setOut(before)
    }
    return bytes.toString(Charsets.UTF_8).lines().filter(String::isNotEmpty)
}
