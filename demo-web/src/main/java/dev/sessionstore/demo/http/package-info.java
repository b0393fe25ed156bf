/**
 * The web application. {@link dev.sessionstore.demo.http.Demo} starts the store and its nodes, {@code DemoServer} is the web
 * server of one node, {@code Gate} is the first filter, {@code Routes} is what a handler that uses sessions looks like,
 * {@code StoresApi} and {@code BenchApi} serve the pages of those names, and {@code EventHub} streams events to browsers.
 */
@NullMarked
package dev.sessionstore.demo.http;

import org.jspecify.annotations.NullMarked;
