package org.prmonitor.sample.parentchild.internal

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource

class ProgramsTest {

    private val programs = Programs(listOf("winword", "soffice*, sh ", "a.b"))

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
        "/bin/sh, true",
        "sh, true",
        "/usr/lib/libreoffice/program/soffice.bin, true",
        "soffice, true",
        "\\Device\\HarddiskVolume3\\Program Files\\WINWORD.EXE, true",
        "a.b.exe, true",
        "/bin/bash, false",
        "/opt/sh/ls, false",
        "axb, false",
        "winword.exe.exe, false",
        "'', false",
    )
    fun `is recognised by its name`(image: String, recognised: Boolean) {
        assertEquals(recognised, image in programs)
    }

    @Test
    fun `what is not known is none of them`() {
        assertEquals(false, null in programs)
    }

    @Test
    fun `no name at all is a mistake`() {
        assertThrows<IllegalArgumentException> { Programs(listOf(" ", ",")) }
    }
}
