/**
 * The demo over HTTP, as a process of its own, alone and beside a Node Express application on the same server: sessions made by
 * either are used by the other. {@code App} starts both, {@code Browser} goes from one to the other with one cookie.
 */
@NullMarked
package dev.sessionstore.demo.http;

import org.jspecify.annotations.NullMarked;
