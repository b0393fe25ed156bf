package dev.sessionstore.demo.bench.contenders;

/** What keeps a request that found nothing from counting as a fast one. */
final class Missing {

    private Missing() {}

    static IllegalStateException session() {
        return new IllegalStateException("The session is not there");
    }

    static IllegalStateException attribute() {
        return new IllegalStateException("The session is there, the attribute is not");
    }
}
