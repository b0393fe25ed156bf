/**
 * The demo application. {@link dev.sessionstore.demo.Main} is the command line, {@code ServeCommand} puts a store, a session
 * manager and a web server together, and {@code Routes} is what a handler that uses sessions looks like. A backend is added
 * in {@link dev.sessionstore.demo.stores.Backends}, in one line.
 */
@NullMarked
package dev.sessionstore.demo;

import org.jspecify.annotations.NullMarked;
