package org.prmonitor.launcher;

import org.prmonitor.api.event.EventType;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One event type by its label. */
final class EventTypeConverter implements ITypeConverter<EventType> {

    @Override
    public EventType convert(String value) {
        try {
            return EventType.ofLabel(value);
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException(unknown.getMessage());
        }
    }
}
