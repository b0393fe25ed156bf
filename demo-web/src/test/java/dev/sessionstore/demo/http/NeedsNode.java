package dev.sessionstore.demo.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that share sessions with a Node application. Where there is no Node the build says so, in capitals, and goes on; with
 * the environment variable {@code CI} set it fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NodeCondition.class)
@interface NeedsNode {}
