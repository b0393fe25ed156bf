package dev.sessionstore.benchmarks;

/** Runs the suites. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs a suite.
     *
     * @param args the suite's name and its options
     */
    public static void main(String[] args) {
        throw new UnsupportedOperationException("There is no suite yet");
    }
}
