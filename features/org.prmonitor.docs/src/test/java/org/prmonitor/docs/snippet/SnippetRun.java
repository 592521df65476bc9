package org.prmonitor.docs.snippet;

import org.osgi.framework.BundleContext;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.testkit.EventProbe;
import org.prmonitor.testkit.ScriptedSource;

/** What a comment has a block run with. */
@FunctionalInterface
public interface SnippetRun {

    /** Runs it. */
    void run(ScriptedSource scripted, MonitorEventSource source, BundleContext context, EventProbe probe) throws Exception;
}
