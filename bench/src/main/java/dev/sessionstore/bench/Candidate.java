package dev.sessionstore.bench;

import java.util.Optional;

/**
 * One that can take part in a run.
 *
 * @param name unique in a run, for example {@code redis-lettuce} or {@code raw redis-lettuce}
 * @param limit the name of the candidate of the same run that this one is compared with, usually the raw client on the same
 *     server
 * @param opener connects it
 */
public record Candidate(String name, Optional<String> limit, Opener opener) {

    /** Connects a candidate. */
    @FunctionalInterface
    public interface Opener {

        /**
         * Connects it.
         *
         * @param payload what the sessions carry
         * @param threads how many threads will use it at most; pools are made that large
         * @return ready to work, over keys or tables that no other contender uses
         * @throws Exception when it cannot be connected
         */
        Target open(Payload payload, int threads) throws Exception;
    }
}
