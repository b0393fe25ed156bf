package dev.sessionstore.demo.backup;

/** Is told how far a run is. */
@FunctionalInterface
public interface Progress {

    /**
     * Called after each session.
     *
     * @param done how many sessions or lines are done
     * @param of how many there are, as far as that is known
     */
    void at(long done, long of);
}
