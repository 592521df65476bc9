package org.prmonitor.source.internal.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.event.Event;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedImage;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedRegistryKey;

/** Images and the registry, from the kernel's ring to EventAdmin. */
@Timeout(60)
class FamiliesTest {

    private static final String RUN = "\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run";
    private static final ScriptedProcess PROCESS = ScriptedProcess.of(42);
    private static final ScriptedRegistryKey KEY = ScriptedRegistryKey.of(RUN);
    private static final ScriptedEvent[] EVERYTHING = {
        PROCESS.started(),
        ScriptedImage.of("\\ntdll.dll").signed(true).loadedBy(PROCESS),
        ScriptedImage.of("\\x.sys").at(0xffff_f803_1234_0000L, 0x8000).loadedByTheKernel(),
        KEY.createdBy(PROCESS),
        KEY.valueSetBy(PROCESS, "Agent", RegistryData.ofDword(300)),
        KEY.failing(0xC0000022).valueSetBy(PROCESS, "", RegistryData.ofTexts("a", "b")),
        KEY.valueDeletedBy(PROCESS, "Agent"),
        KEY.renamedBy(PROCESS, "Walk"),
        KEY.deletedBy(PROCESS),
        PROCESS.exited(0),
    };

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();

    private SourceFixture source(Map<String, ?> configuration) throws InterruptedException {
        var fixture = new SourceFixture(configuration).add(kernel, 1).start();
        kernel.awaitOpened(1, SourceFixture.LONG);
        kernel.emit(EVERYTHING);
        return fixture;
    }

    @Test
    void reachEventAdminInOrderUnderTheirTopics() throws Exception {
        try (var fixture = source(Map.of("types", "images,registry"))) {
            assertEquals(
                    List.of(
                            "1 load 42 \\ntdll.dll",
                            "2 load null \\x.sys",
                            "3 KEY_CREATED 42 " + RUN,
                            "4 VALUE_SET 42 " + RUN,
                            "5 VALUE_SET 42 " + RUN,
                            "6 VALUE_DELETED 42 " + RUN,
                            "7 KEY_RENAMED 42 " + RUN,
                            "8 KEY_DELETED 42 " + RUN),
                    fixture.flushed());
            assertEquals(
                    List.of(
                            "ImageEvent/LOADED", "ImageEvent/LOADED", "RegistryEvent/KEY_CREATED", "RegistryEvent/VALUE_SET",
                            "RegistryEvent/VALUE_SET", "RegistryEvent/VALUE_DELETED", "RegistryEvent/KEY_RENAMED",
                            "RegistryEvent/KEY_DELETED"),
                    fixture.eventAdmin.raw().stream().map(event -> event.getTopic().substring("org/prmonitor/event/".length())).toList());
            fixture.assertAccountsClose();
        }
    }

    @Test
    void areNotPublishedUnasked() throws Exception {
        try (var fixture = source(Map.of("types", "started,exited,images"))) {
            assertEquals(
                    List.of("1 start 42 null", "2 load 42 \\ntdll.dll", "3 load null \\x.sys", "4 exit 42 null"), fixture.flushed());
            fixture.assertAccountsClose();
        }
        // What a channel tells unasked is left out too, as between two configurations.
        var publication = Publication.of(EnumSet.of(EventType.STARTED), null);
        var header = new EventHeader(1, Instant.EPOCH, "test");
        assertEquals(
                List.of(true, false, false),
                List.of(EVERYTHING[0], EVERYTHING[1], EVERYTHING[3]).stream()
                        .map(event -> publication.wantsKind(event.factory().apply(header)))
                        .toList());
    }

    /** The source's own filter, and a handler's, see the same properties. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "(registry.operation=VALUE_SET)|VALUE_SET VALUE_SET",
        "(registry.key=*\\\\Run)|KEY_CREATED VALUE_SET VALUE_SET VALUE_DELETED KEY_RENAMED KEY_DELETED",
        "(registry.newkey=*\\\\Walk)|KEY_RENAMED",
        "(&(registry.type=REG_DWORD)(registry.data>=256))|VALUE_SET",
        "(&(registry.type=REG_DWORD)(registry.data>=301))|",
        "(registry.data=b)|VALUE_SET",
        "(registry.value=Agent)|VALUE_SET VALUE_DELETED",
        "(registry.status<=-1)|VALUE_SET",
        "(&(event.topics=*Registry*)(!(registry.value=*)))|KEY_CREATED KEY_RENAMED KEY_DELETED",
        "(image.base<=-1)|LOADED",
        "(image.signed=true)|LOADED",
        "(&(image.path=*)(!(process.id=*)))|LOADED"
    })
    void areChosenByFilters(String filter, String actions) throws Exception {
        var expected = actions == null ? List.of() : List.of(actions.split(" "));
        try (var fixture = source(Map.of("types", "images,registry", "filter", filter))) {
            fixture.flush();
            assertEquals(expected, fixture.eventAdmin.raw().stream().map(FamiliesTest::action).toList());
        }
        try (var fixture = source(Map.of("types", "images,registry"))) {
            fixture.flush();
            var ldap = FrameworkUtil.createFilter(filter);
            assertEquals(expected, fixture.eventAdmin.raw().stream().filter(event -> event.matches(ldap)).map(FamiliesTest::action).toList());
        }
    }

    private static String action(Event event) {
        return event.getTopic().substring(event.getTopic().lastIndexOf('/') + 1);
    }
}
