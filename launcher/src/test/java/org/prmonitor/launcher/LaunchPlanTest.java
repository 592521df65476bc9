package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.prmonitor.launcher.LaunchPlan.Mode;

class LaunchPlanTest {

    private static LaunchPlan plan(Mode mode, Path... watched) {
        return new LaunchPlan(mode, Map.of(), List.of(watched), false);
    }

    @ParameterizedTest
    @EnumSource
    void bundlesComeByTheShellAlone(Mode mode) {
        assertEquals(mode == Mode.SHELL, plan(mode).takesMoreBundles());
    }

    @ParameterizedTest
    @EnumSource
    void bundlesComeByAFolderThatIsWatched(Mode mode) {
        assertTrue(plan(mode, Path.of("deploy")).takesMoreBundles());
    }
}
