package org.prmonitor.rcp.product.somebody;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.di.UIEventTopic;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.osgi.service.event.Event;

/** A part that knows Eclipse and the topics, and nothing of us. It prints what it gets. */
public final class SomebodysPart {

    private static final String TOPIC = "org/prmonitor/event/ProcessEvent/*";

    @Inject
    public SomebodysPart() {}

    @PostConstruct
    public void create(Composite parent, IEventBroker broker) {
        new Label(parent, SWT.NONE).setText("somebody's part");
        broker.subscribe(TOPIC, event -> print("IEventBroker", event));
        System.out.println("open");
    }

    @Inject
    @Optional
    public void onEvent(@UIEventTopic(TOPIC) Event event) {
        print("@UIEventTopic", event);
    }

    private static void print(String way, Event event) {
        var isUserInterface = Display.getCurrent() != null;
        System.out.println(way + " " + (isUserInterface ? "ui" : Thread.currentThread().getName()) + " " + event.getTopic() + " "
                + event.getProperty("command.line"));
    }
}
