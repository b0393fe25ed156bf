/**
 * Sessions for servlets. {@link dev.sessionstore.servlet.SessionFilter} is where to start.
 *
 * <ul>
 *   <li>{@code Dispatches}: what the filter does in a request, forward, include, asynchronous and error dispatch.
 *   <li>{@code RequestScope}: the session of a request through all of them, its failure, and its end.
 *   <li>{@code SessionRequestWrapper}: the request that servlets get. {@code ServletRequestAdapter}: the request that the session
 *       layer gets.
 *   <li>{@code CommitOnFirstByteResponse}: the response that servlets get; saves the session before a byte leaves, with
 *       {@code CountedStream}, {@code CountedWriter} and {@code LengthAwareResponse}. {@code OutputGate}: not while the container ends it.
 *   <li>{@code SessionAsyncContext}, {@code AsyncCycles}, {@code Completion}: asynchronous requests, followed to their end.
 *       {@code EndedExchange}: what is behind the wrappers afterwards.
 *   <li>{@code HttpSessionAdapter}: a session as {@code HttpSession}. {@code SessionAttributes}: its values, in the
 *       forms that {@code AttributeTypes} chooses. {@code PlainValues}: what JSON has by itself. {@code Listeners}: calls their
 *       listeners.
 *   <li>{@code ClassNameCodec}, {@code ClassNameTyping}, {@code AllowedClasses}: objects with their class name in the JSON.
 *   <li>{@code SessionFailures}: status, message and log line of a failed session.
 * </ul>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.servlet;

import org.jspecify.annotations.NullMarked;
