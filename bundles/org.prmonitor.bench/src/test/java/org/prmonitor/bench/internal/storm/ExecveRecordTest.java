package org.prmonitor.bench.internal.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as auditd 3.0.9 has written them. */
class ExecveRecordTest {

    private static final String HEAD = "type=EXECVE msg=audit(1795465226.742:161013): ";

    @Test
    void inQuotes() {
        assertEquals("auditctl -a always,exit", ExecveRecord.commandLine(HEAD + "argc=3 a0=\"auditctl\" a1=\"-a\" a2=\"always,exit\""));
    }

    @Test
    void inHexadecimalDigitsWhereQuotesWouldNotDo() {
        assertEquals("/bin/echo a b q\"x ", ExecveRecord.commandLine(HEAD + "argc=4 a0=\"/bin/echo\" a1=612062 a2=712278 a3=\"\""));
    }

    @Test
    void digitsInQuotesAreThemselves() {
        assertEquals("sleep 61", ExecveRecord.commandLine(HEAD + "argc=2 a0=\"sleep\" a1=\"61\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "argc=3 a0=\"/bin/echo\" a1=612062 a2_len=18000 a2[0]=7878",
        "argc=3 a0=\"/bin/echo\" a1_len=18000 a1[0]=7878 a2=\"c\"",
        "argc=3 a0=\"/bin/echo\" a1=\"b\"",
        " a4[1]=787878"
    })
    void whatDoesNotFitIntoOneRecordIsNotKnown(String rest) {
        assertEquals("", ExecveRecord.commandLine(HEAD + rest));
    }

    @Test
    void otherRecordsHaveOtherArguments() {
        assertEquals("", ExecveRecord.commandLine("type=SYSCALL msg=audit(1795465226.742:161013): arch=c000003e syscall=231 a0=0 a1=e7 a2=3c"));
        assertEquals("", ExecveRecord.commandLine("type=PROCTITLE msg=audit(1795465226.742:161013): proctitle=617564697463746C002D73"));
    }
}
