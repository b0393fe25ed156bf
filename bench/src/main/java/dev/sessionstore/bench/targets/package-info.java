/**
 * Who takes part in a run: our stores, our whole session path, and the raw client of the same backend as the limit of each. Start
 * with {@link dev.sessionstore.bench.targets.Candidates}. Every contender works under a prefix or in a table of its own
 * and removes it when it is closed.
 */
@NullMarked
package dev.sessionstore.bench.targets;

import org.jspecify.annotations.NullMarked;
