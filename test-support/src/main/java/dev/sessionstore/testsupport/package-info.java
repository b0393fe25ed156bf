/**
 * Real servers for the tests of the other modules, with nothing installed by hand. Start at the class named for the server:
 * {@code shared()} is one per JVM, {@code start(…)} one of your own that a test may kill and start again. Each is looked for in
 * this order: an environment variable that names one, Docker, a program of this machine, a program from Maven Central; when
 * there is none the test fails with a sentence that says what to do. Not published.
 */
@NullMarked
package dev.sessionstore.testsupport;

import org.jspecify.annotations.NullMarked;
