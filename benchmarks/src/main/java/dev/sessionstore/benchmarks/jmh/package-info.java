/** What stays in the process, measured with JMH: start with {@code org.openjdk.jmh.Main} and the name of a class of this package. */
@NullMarked
package dev.sessionstore.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
