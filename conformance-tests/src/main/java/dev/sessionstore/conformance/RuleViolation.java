package dev.sessionstore.conformance;

/** What a rule expected and what it got. {@link RuleRun} makes a readable report of it. */
final class RuleViolation extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String got;

    RuleViolation(String expected, String got) {
        super("expected " + expected + ", got " + got);
        this.expected = expected;
        this.got = got;
    }

    RuleViolation(String expected, String got, Throwable cause) {
        this(expected, got);
        initCause(cause);
    }

    String expected() {
        return expected;
    }

    String got() {
        return got;
    }

    /** Throws a checked exception through code that declares none; it never returns. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <X extends Throwable> RuntimeException sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
