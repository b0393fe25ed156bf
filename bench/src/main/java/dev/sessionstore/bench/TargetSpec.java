package dev.sessionstore.bench;

import java.util.Optional;

/**
 * A target of a run, before it is connected.
 *
 * @param name unique in a run, for example {@code redis-lettuce} or {@code raw redis-lettuce}
 * @param baseline the name of the target of the same run that this one is compared with, usually the raw client on the same
 *     server
 * @param opener connects it
 */
public record TargetSpec(String name, Optional<String> baseline, Opener opener) {

    /** Connects a target. */
    @FunctionalInterface
    public interface Opener {

        /**
         * Connects it.
         *
         * @param payload what the sessions carry
         * @param threads how many threads will use it at most; pools are made that large
         * @return ready to work, over keys or tables that no other target uses
         * @throws Exception when it cannot be connected
         */
        Target open(Payload payload, int threads) throws Exception;
    }
}
