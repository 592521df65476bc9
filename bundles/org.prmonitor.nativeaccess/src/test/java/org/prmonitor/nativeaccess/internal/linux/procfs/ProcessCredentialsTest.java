package org.prmonitor.nativeaccess.internal.linux.procfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class ProcessCredentialsTest {

    private static @Nullable ProcessCredentials parse(String status) {
        return ProcessCredentials.parse(status.getBytes(StandardCharsets.UTF_8), status.length());
    }

    @Property
    void realIdsAreTaken(@ForAll @LongRange(min = 0, max = 0xffff_ffffL) long user, @ForAll @LongRange(min = 0, max = 0xffff_ffffL) long group) {
        var status = "Name:\tbash\nUmask:\t0022\nUid:\t" + user + "\t1\t2\t3\nGid:\t" + group + "\t4\t5\t6\nFDSize:\t64\n";
        assertEquals(new ProcessCredentials(user, group), parse(status));
    }

    @Example
    void labelInsideANameIsNotTheLine() {
        assertEquals(new ProcessCredentials(7, 8), parse("Name:\tUid:\t99\\nUid:\t98\nUid:\t7\t7\t7\t7\nGid:\t8\t8\t8\t8\n"));
    }

    @Example
    void whatIsCutOrNoIdIsNothing() {
        assertNull(parse(""));
        assertNull(parse("Name:\tx\nUid:\t7\t7\n"));
        assertNull(parse("Name:\tx\nUid:\t7\t7\nGid:\t"));
        assertNull(parse("Name:\tx\nUid:\t7\t7\nGid:\t12"));
        assertNull(parse("Name:\tx\nUid:\t4294967296\t7\nGid:\t12\t1"));
        assertNull(ProcessCredentials.parse(new byte[8], -1));
    }

    @Property
    void anyBytesAreCredentialsOrNothing(@ForAll @Size(max = 200) byte[] bytes, @ForAll @IntRange(min = -1, max = 200) int length) {
        var credentials = ProcessCredentials.parse(bytes, Math.min(length, bytes.length));
        assertTrue(credentials == null || credentials.userId() >= 0 && credentials.groupId() >= 0);
    }
}
