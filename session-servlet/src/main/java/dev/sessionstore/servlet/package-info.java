/** A jakarta.servlet filter that gives handlers their session. */
@NullMarked
package dev.sessionstore.servlet;

import org.jspecify.annotations.NullMarked;
