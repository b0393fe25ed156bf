/** The demo application and the backend benchmark. */
@NullMarked
package dev.sessionstore.demo;

import org.jspecify.annotations.NullMarked;
