package dev.sessionstore.conformance;

/** The result of a rule. */
enum Outcome {
    KEPT("kept"),
    BROKEN("broken"),
    NOT_PROMISED("not promised"),
    /** Promised, but this machine lacks a requirement. */
    NOT_TRIED("not tried"),
    DEVIATES("deviates"),
    NOT_RUN("not run");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
