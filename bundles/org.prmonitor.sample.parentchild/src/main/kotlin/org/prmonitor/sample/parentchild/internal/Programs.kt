package org.prmonitor.sample.parentchild.internal

/**
 * Names of programs, as a person writes them: without folder and `.exe`, capitals do not count, and `*` stands for anything.
 *
 * @param names one or more, or with commas between
 */
internal class Programs(names: Iterable<String>) {

    private val patterns: List<Regex> = names
        .flatMap { it.split(',') }
        .map { it.trim() }
        .filter { it.isNotEmpty() }
        .map { name -> name.split('*').joinToString(".*") { Regex.escape(it) }.toRegex(RegexOption.IGNORE_CASE) }

    init {
        require(patterns.isNotEmpty()) { "no program is named" }
    }

    /** Whether an image's path, of whatever system, is that of one of them. */
    operator fun contains(image: String?): Boolean =
        image != null && name(image).let { name -> patterns.any { it.matches(name) } }

    companion object {
        /** What an image is called: its path's last part, without `.exe`. */
        fun name(image: String): String {
            val file = image.substring(image.lastIndexOfAny(charArrayOf('/', '\\')) + 1)
            return if (file.endsWith(".exe", ignoreCase = true)) file.dropLast(".exe".length) else file
        }
    }
}
