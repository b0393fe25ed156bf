/**
 * The same work through a web server in a process of its own. {@link dev.sessionstore.bench.web.WebTarget} starts such a
 * process and sends it requests; {@link dev.sessionstore.bench.web.BenchTomcat} is what runs there in Java, behind the session
 * filter of one's choice. Anything that answers the same paths can take its place.
 */
@NullMarked
package dev.sessionstore.bench.web;

import org.jspecify.annotations.NullMarked;
