package org.prmonitor.sample.parentchild.internal

import org.osgi.service.metatype.annotations.AttributeDefinition
import org.osgi.service.metatype.annotations.ObjectClassDefinition

/** The persistent identifier, and the listener's id. */
internal const val PID = "org.prmonitor.sample.parentchild"

private const val NAMES =
    "Names of programs, with commas between, without folder and .exe; capitals do not count, and * stands for anything."

/** What Configuration Admin says under [PID]. */
@ObjectClassDefinition(
    id = PID,
    name = "PRMonitor Sample: Parent and Child",
    description = "Says when an office program starts a shell, directly or through others.",
)
internal annotation class ParentChildConfiguration(
    @get:AttributeDefinition(name = "Office programs", description = NAMES, cardinality = Int.MAX_VALUE)
    val office: Array<String> = [
        "winword", "excel", "powerpnt", "outlook", "onenote", "msaccess", "mspub", "visio",
        "soffice*", "libreoffice*", "oosplash", "thunderbird", "evolution", "evince", "okular", "acrord32",
    ],
    @get:AttributeDefinition(name = "Shells", description = NAMES, cardinality = Int.MAX_VALUE)
    val shells: Array<String> = [
        "cmd", "powershell", "pwsh", "wscript", "cscript", "mshta",
        "sh", "bash", "dash", "zsh", "ksh*", "fish", "busybox",
    ],
    @get:AttributeDefinition(
        name = "Generations",
        description = "How many may lie between the office program and the shell, and it is still said.",
        min = "0",
    )
    val between: Int = 5,
)
