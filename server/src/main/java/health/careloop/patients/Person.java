package health.careloop.patients;

import org.jspecify.annotations.Nullable;

/**
 * What a message says about whom it concerns.
 *
 * @param orderNumber 8310
 */
public record Person(
        Demographics demographics,
        Identifiers identifiers,
        @Nullable String orderNumber) {}
