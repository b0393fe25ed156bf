/**
 * Other session libraries as targets: Spring Session and Vert.x-web with the same work on the same servers. Start with
 * {@link dev.sessionstore.benchmarks.peers.Peers}. Each is set up as its documentation shows, without signature of the cookie, which
 * ours has to check and make in the same time.
 */
@NullMarked
package dev.sessionstore.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
