package dev.sessionstore.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares on a {@link StoreConformance} that its store is known to break a rule, and why. It is a strict expected failure: the
 * test fails as soon as the rule is kept, so that no deviation outlives its reason. The report lists the rule as deviating, with
 * the reason.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(KnownDeviation.List.class)
public @interface KnownDeviation {

    /** {@return the id of the rule, such as {@code TOUCH-2}} */
    String rule();

    /** {@return what is different and why, for the users of the store} */
    String why();

    /** Several deviations. */
    @Documented
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {
        /** {@return the deviations} */
        KnownDeviation[] value();
    }
}
