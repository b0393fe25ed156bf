package dev.sessionstore.bench.targets;

import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionManagerBuilder;
import java.util.concurrent.atomic.AtomicLong;

/** Who logs in: one user after the other, and then the first one again on another device. */
final class Users {

    private static final int NUMBER = 5_000;
    private static final String NAME = "user";

    private final AtomicLong logins = new AtomicLong();

    void login(Session session) {
        session.put(NAME, "user-" + logins.getAndIncrement() % NUMBER + "@example.org");
    }

    static SessionManagerBuilder asOwners(SessionManagerBuilder options) {
        return options.owner(session -> session.get(NAME, String.class));
    }
}
