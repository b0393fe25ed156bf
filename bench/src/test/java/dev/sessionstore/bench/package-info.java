/** Tests of the benchmark: what it counts and how it computes. None of them asserts how fast something is. */
@NullMarked
package dev.sessionstore.bench;

import org.jspecify.annotations.NullMarked;
