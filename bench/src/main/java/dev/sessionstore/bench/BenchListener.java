package dev.sessionstore.bench;

/** Hears what a run does, while it does it, on the thread that called {@link Bench#run()}; it should not take long. */
public interface BenchListener {

    /** One that does not listen. */
    BenchListener NONE = new BenchListener() {};

    /**
     * Tells how far the run is, about twice a second and at the start of each phase.
     *
     * @param progress of the run
     */
    default void progress(Progress progress) {}

    /**
     * Tells that a candidate cannot take part, or no longer.
     *
     * @param failure who and why
     */
    default void failed(Failure failure) {}

    /**
     * Tells that a round is finished.
     *
     * @param candidate whose
     * @param threads how many worked at once
     * @param round what it has measured
     */
    default void finished(String candidate, int threads, Round round) {}
}
