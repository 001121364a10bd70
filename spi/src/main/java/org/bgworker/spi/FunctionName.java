package org.bgworker.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name that a {@link WorkerMain} answers to ({@code bgw_function_name}). */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface FunctionName {
    /**
     * 1 to {@value BackgroundWorker#MAX_NAME_BYTES} bytes of printable ASCII, unique in the
     * library.
     */
    String value();
}
