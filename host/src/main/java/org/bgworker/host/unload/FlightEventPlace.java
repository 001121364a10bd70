package org.bgworker.host.unload;

import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/** Classes of events that the flight recorder knows. */
final class FlightEventPlace implements Place {
    @Override
    public List<Found> look(Batch batch) {
        return FlightRecorder.isInitialized()
                ? batch.using(Api.FLIGHT_RECORDER).stream()
                        .flatMap(library ->
                                library.flightEvents().stream()
                                        .filter(FlightEventPlace::isRegistered)
                                        .map(event ->
                                                found(library, event.asSubclass(Event.class))))
                        .toList()
                : List.of();
    }

    private static boolean isRegistered(Class<?> event) {
        return FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(EventType::getName)
                .anyMatch(EventType.getEventType(event.asSubclass(Event.class)).getName()::equals);
    }

    private static Found found(Unloadable library, Class<? extends Event> event) {
        return new Found(
                library,
                "flight recorder event %s is registered".formatted(event.getName()),
                "unregistered flight recorder event " + event.getName(),
                () -> FlightRecorder.unregister(event));
    }
}
