/** Real servers for the tests of the other modules, with and without Docker. Not published. */
@NullMarked
package dev.sessionstore.testservers;

import org.jspecify.annotations.NullMarked;
