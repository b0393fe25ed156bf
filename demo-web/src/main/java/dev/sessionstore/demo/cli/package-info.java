/**
 * The command line. {@link dev.sessionstore.demo.cli.Main} has the commands {@code serve}, {@code bench} and {@code report};
 * {@code StoreOptions}, {@code SessionOptions} and {@code BenchOptions} are their options.
 */
@NullMarked
package dev.sessionstore.demo.cli;

import org.jspecify.annotations.NullMarked;
