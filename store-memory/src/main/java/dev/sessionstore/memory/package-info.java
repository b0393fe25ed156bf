/** Keeps sessions in the memory of this process. */
@NullMarked
package dev.sessionstore.memory;

import org.jspecify.annotations.NullMarked;
