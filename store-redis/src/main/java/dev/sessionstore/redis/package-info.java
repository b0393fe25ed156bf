/** All that the Redis stores have in common, over a small port that each client fills. */
@NullMarked
package dev.sessionstore.redis;

import org.jspecify.annotations.NullMarked;
