package dev.sessionstore.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** Makes a default method of a chapter a rule. The method takes the {@link RuleContext} of its run. */
@Documented
@Test
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Rule {

    /** Chapter and number; never reused once published. */
    String id();

    /** What the rule requires, as a sentence without a full stop. */
    String says();

    /** What goes wrong for a user when it is broken. */
    String because();

    /** The origin of the rule, if it is not the contract's javadoc alone. */
    String source() default "the javadoc of dev.sessionstore.Store";

    /** What a store must promise, or a harness provide, for the rule to apply. */
    Requirement[] needs() default {};
}
