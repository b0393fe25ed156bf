/** Keeps sessions in Redis through the Lettuce client. */
@NullMarked
package dev.sessionstore.redis.lettuce;

import org.jspecify.annotations.NullMarked;
