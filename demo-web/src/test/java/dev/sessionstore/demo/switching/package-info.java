/** Another store while requests go on. */
@NullMarked
package dev.sessionstore.demo.switching;

import org.jspecify.annotations.NullMarked;
