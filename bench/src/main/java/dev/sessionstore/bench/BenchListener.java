package dev.sessionstore.bench;

/** Is notified of what a run does, on the thread that called {@link Bench#run()}. Its methods should return soon. */
public interface BenchListener {

    /** Ignores everything. */
    BenchListener NONE = new BenchListener() {};

    /**
     * Called with how far the run is, about twice a second and at the start of each phase.
     *
     * @param progress of the run
     */
    default void progress(Progress progress) {}

    /**
     * Called when a target cannot take part, or no longer.
     *
     * @param failure who and why
     */
    default void failed(Failure failure) {}

    /**
     * Called when a round is finished.
     *
     * @param target whose
     * @param threads how many worked at once
     * @param round what it has measured
     */
    default void finished(String target, int threads, Round round) {}
}
