/** HTTP session semantics without a web framework, on any store. */
@NullMarked
package dev.sessionstore.session;

import org.jspecify.annotations.NullMarked;
