package org.bgworker.host.unload;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;

/** Classes of events that the flight recorder knows; what they have recorded stays recorded. */
final class FlightEventPlace implements Place {
    @Override
    public List<Found> look(Batch batch) {
        if (!FlightRecorder.isInitialized()) {
            return List.of();
        }
        var registered =
                FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .map(EventType::getName)
                        .collect(Collectors.toUnmodifiableSet());
        return batch.using(Api.FLIGHT_RECORDER).stream()
                .flatMap(library ->
                        library.flightEvents().stream()
                                .filter(event -> isRegistered(event, registered))
                                .map(event -> found(library, event.asSubclass(Event.class))))
                .toList();
    }

    /** By its name: to ask for the type of a class would register it. */
    private static boolean isRegistered(Class<?> event, Set<String> registered) {
        var name = event.getAnnotation(Name.class);
        return !Modifier.isAbstract(event.getModifiers())
                && registered.contains(name == null ? event.getName() : name.value());
    }

    private static Found found(Unloadable library, Class<? extends Event> event) {
        var name = "flight recorder event " + event.getName();
        return new Found(
                library,
                name + " is registered",
                "unregistered " + name,
                () -> FlightRecorder.unregister(event));
    }
}
