package dev.sessionstore.bench.targets;

/** What keeps a request that found nothing from counting as a fast one. */
public final class Missing {

    private Missing() {}

    /** {@return to be thrown when there is no session} */
    public static IllegalStateException session() {
        return new IllegalStateException("The session is not there");
    }

    /** {@return to be thrown when the session has no such attribute} */
    public static IllegalStateException attribute() {
        return new IllegalStateException("The session is there, the attribute is not");
    }
}
