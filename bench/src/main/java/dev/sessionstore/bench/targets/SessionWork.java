package dev.sessionstore.bench.targets;

import dev.sessionstore.Store;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionExchange;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.SessionManagerBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a request does through {@link SessionManager}. The handle is the value of the Cookie header. */
final class SessionWork implements Work {

    private final SessionManager manager;
    private final Map<String, String> texts;
    private final String readName;
    private final Consumer<Session> atLogin;

    SessionWork(Store store, Payload payload) {
        this(store, payload, options -> options);
    }

    SessionWork(Store store, Payload payload, UnaryOperator<SessionManagerBuilder> options) {
        this(store, payload, options, session -> {});
    }

    /** @param atLogin what else a login puts into its session */
    SessionWork(Store store, Payload payload, UnaryOperator<SessionManagerBuilder> options, Consumer<Session> atLogin) {
        this.atLogin = atLogin;
        this.manager = options.apply(SessionManager.builder(store)
                        .secret("a secret that nothing depends on")
                        .cookie(cookie -> cookie.maxAge(RawClient.LIFETIME)))
                .build();
        this.texts = payload.texts();
        this.readName = payload.readName();
    }

    @Override
    public String login() {
        SessionExchange exchange = manager.open(new CookieRequest(List.of()));
        Session session = exchange.session().orElseThrow(Missing::session);
        texts.forEach(session::put);
        session.put(Payload.COUNTER, 0);
        atLogin.accept(session);
        String setCookie =
                exchange.commit().orElseThrow(() -> new IllegalStateException("No cookie for a new session"));
        exchange.finish();
        return setCookie.substring(0, setCookie.indexOf(';'));
    }

    @Override
    public void read(String cookie) {
        SessionExchange exchange = open(cookie);
        readOne(live(exchange));
        exchange.commit();
        exchange.finish();
    }

    @Override
    public void change(String cookie) {
        SessionExchange exchange = open(cookie);
        Session session = live(exchange);
        readOne(session);
        session.update(Payload.COUNTER, Long.class, views -> views.orElseThrow(Missing::attribute) + 1);
        if (exchange.commit().isEmpty()) {
            throw new IllegalStateException("The session was not saved");
        }
        exchange.finish();
    }

    @Override
    public void logout(String cookie) {
        SessionExchange exchange = open(cookie);
        live(exchange).destroy();
        exchange.commit();
        exchange.finish();
    }

    private SessionExchange open(String cookie) {
        return manager.open(new CookieRequest(List.of(cookie)));
    }

    /** A session that is not there would begin anew. */
    private static Session live(SessionExchange exchange) {
        return exchange.session().filter(session -> !session.isNew()).orElseThrow(Missing::session);
    }

    private void readOne(Session session) {
        if (session.get(readName, String.class).isEmpty()) {
            throw Missing.attribute();
        }
    }
}
