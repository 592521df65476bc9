package org.prmonitor.sample.parentchild.internal

import org.prmonitor.api.text.PrintableText
import org.prmonitor.sample.parentchild.internal.Lineage.Member

/**
 * An office program has started a shell.
 *
 * @property through who stands between them, the shell's parent first
 */
internal data class Alert(val office: Member, val through: List<Member>, val shell: Member) {

    /** In one line. Names and command lines are untrusted, and escaped therefore. */
    fun describe(commandLine: String?): String = buildString {
        append("Office program ").append(text(office)).append(" started a shell: ").append(text(shell))
        if (commandLine != null) {
            append(": ").append(PrintableText.escape(commandLine))
        }
        if (through.isNotEmpty()) {
            append(", through ").append(through.asReversed().joinToString { text(it) })
        }
    }

    private fun text(member: Member) =
        "${PrintableText.escape(member.image ?: "unknown")} (process ${member.key.processId()})"
}

/** What an alert is. */
internal class Rule(private val office: Programs, private val shells: Programs, private val between: Int) {

    init {
        require(between >= 0) { "between=$between is less than 0" }
    }

    /** Whether a process that runs a new image is a shell that comes from an office program; null where it is not. */
    fun judge(shell: Member, lineage: Lineage): Alert? {
        if (shell.said || shell.image !in shells) {
            return null
        }
        val through = mutableListOf<Member>()
        for (origin in lineage.origins(shell)) {
            when {
                origin.image in office -> return Alert(origin, through, shell)
                // Either that shell was said to come from an office program, or it does not.
                origin.image in shells || through.size == between -> return null
                else -> through += origin
            }
        }
        return null
    }

    companion object {
        val DEFAULT: Rule = of(ParentChildConfiguration())

        /** @throws RuntimeException that says what is wrong with it */
        fun of(configuration: ParentChildConfiguration): Rule =
            Rule(Programs(configuration.office.asIterable()), Programs(configuration.shells.asIterable()), configuration.between)
    }
}
