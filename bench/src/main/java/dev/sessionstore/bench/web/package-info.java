/**
 * Targets that are web servers in processes of their own. {@link dev.sessionstore.bench.web.WebTarget} starts one and sends it
 * requests; {@link dev.sessionstore.bench.web.BenchTomcat} is the server in Java, behind any session filter; {@link
 * dev.sessionstore.bench.web.SessionRoutes} is what its routes do. A server that answers the same paths can take its place.
 */
@NullMarked
package dev.sessionstore.bench.web;

import org.jspecify.annotations.NullMarked;
