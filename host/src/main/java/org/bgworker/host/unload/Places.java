package org.bgworker.host.unload;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All places that are looked at.
 *
 * @param what stands there, for messages
 * @param api only libraries that use it have anything there; none: any may
 * @param place made when it is needed: it may be of a module of the JDK that is absent
 */
record Places(String what, Optional<Api> api, Supplier<Place> place) {
    static final List<Places> ALL =
            List.of(
                    of("shutdown hooks", ShutdownHookPlace::new),
                    of("JDBC drivers", Api.DRIVERS, DriverPlace::new),
                    of("MBeans", Api.MANAGEMENT, MBeanPlace::new),
                    of("log handlers", Api.LOGGING, LogPlace::new),
                    of("security providers", Api.SECURITY, ProviderPlace::new),
                    of("events of the flight recorder", Api.FLIGHT_RECORDER, FlightEventPlace::new),
                    of("network defaults", Api.NETWORK, NetworkPlace::new),
                    of("the default uncaught exception handler", UncaughtPlace::new),
                    of("System properties", PropertyPlace::new),
                    of("context class loaders", ContextLoaderPlace::new));

    private static Places of(String what, Supplier<Place> place) {
        return new Places(what, Optional.empty(), place);
    }

    private static Places of(String what, Api api, Supplier<Place> place) {
        return new Places(what, Optional.of(api), place);
    }

    /** Whether a library of the batch may have something there. */
    boolean concerns(Batch batch) {
        return api.map(one -> !batch.using(one).isEmpty()).orElse(true);
    }
}
