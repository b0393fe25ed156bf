package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What handler actions do under every combination of resave, saveUninitialized, rolling, maxAge and unset, in express-session
 * and here: what the store holds afterwards, whether its expiry moved, and which cookie goes out. Where ours differs on purpose
 * the expectation says so.
 */
class DecisionTableTest {

    private static final String OLD = "known";

    private record Options(boolean resave, boolean saveUninitialized, boolean rolling, boolean maxAge, Unset unset) {

        static Stream<Options> all() {
            List<Options> all = new ArrayList<>();
            for (int bits = 0; bits < 32; bits++) {
                Unset unset = (bits & 16) > 0 ? Unset.DESTROY : Unset.KEEP;
                all.add(new Options((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0, unset));
            }
            return all.stream();
        }

        SessionManagerBuilder on(Bench bench) {
            return bench.options()
                    .resave(resave)
                    .saveUninitialized(saveUninitialized)
                    .rolling(rolling)
                    .unset(unset)
                    .touchEvery(Duration.ZERO)
                    .cookie(c -> c.maxAge(maxAge ? Duration.ofMinutes(30) : null)
                            .secure(Secure.OMIT)
                            .sameSite(SameSite.OMIT));
        }

        String storedCookie() {
            return maxAge
                    ? "{\"originalMaxAge\":1800000,\"expires\":\"2026-11-21T07:50:00.000Z\",\"httpOnly\":true,\"path\":\"/\"}"
                    : "{\"originalMaxAge\":null,\"expires\":null,\"httpOnly\":true,\"path\":\"/\"}";
        }
    }

    /** What Express leaves behind. */
    private record Outcome(boolean rewritten, boolean renewed, boolean alive, boolean newSession, boolean cookie) {}

    @SuppressWarnings("ImmutableEnumChecker") // the handlers have no state
    private enum Action {
        NOTHING(s -> {}),
        CHANGE_AND_REVERT(s -> s.put("b", 1).remove("b")),
        COOKIE_ONLY(s -> s.cookie().path("/elsewhere")),
        TOUCH(Session::touch),
        FAILED_OR_EMPTY_RELOAD(s -> {
            try {
                s.reload();
            } catch (SessionGoneException e) {
                assertThat(s.isNew()).isTrue();
            }
        }),
        CHANGE_AND_RELOAD(s -> {
            s.put("b", 1);
            try {
                s.reload();
            } catch (SessionGoneException e) {
                s.remove("b");
            }
        }),
        CHANGE(s -> s.put("b", 1)),
        SAVE(Session::save),
        CHANGE_AND_SAVE(s -> s.put("b", 1).save()),
        SAVE_AND_CHANGE(s -> {
            s.save();
            s.put("b", 1);
        }),
        DESTROY(Session::destroy),
        REGENERATE(Session::regenerate),
        REGENERATE_AND_CHANGE(s -> {
            s.regenerate();
            s.put("b", 1);
        }),
        REGENERATE_CHANGE_AND_SAVE(s -> {
            s.regenerate();
            s.put("b", 1).save();
        });

        final Consumer<Session> handler;

        Action(Consumer<Session> handler) {
            this.handler = handler;
        }

        boolean changesData() {
            return this == CHANGE || this == CHANGE_AND_SAVE || this == SAVE_AND_CHANGE;
        }

        boolean saves() {
            return this == SAVE || this == CHANGE_AND_SAVE || this == SAVE_AND_CHANGE;
        }

        boolean regenerates() {
            return name().startsWith("REGENERATE");
        }

        Outcome forNewcomers(Options options) {
            if (this == DESTROY) {
                return new Outcome(false, false, false, false, false);
            }
            // Express stores what is saved by hand without sending a cookie, so nobody can come back to it; here it is
            // sent.
            boolean begins = options.saveUninitialized() || changesData() || saves() || regenerates();
            return new Outcome(false, false, false, begins, begins);
        }

        Outcome forKnown(Options options) {
            if (this == DESTROY) {
                return new Outcome(false, false, false, false, false);
            }
            if (regenerates()) {
                return new Outcome(false, false, false, true, true);
            }
            boolean rewritten = changesData() || saves() || options.resave();
            boolean cookie = options.rolling() || (changesData() && options.maxAge());
            return new Outcome(rewritten, true, true, false, cookie);
        }
    }

    @TestFactory
    Stream<DynamicTest> withoutAValidCookie() {
        return Stream.of("no cookie", "bad signature", "unsigned", "unknown sid")
                .flatMap(cookie -> Options.all()
                        .flatMap(options -> Stream.of(Action.values())
                                .map(action -> DynamicTest.dynamicTest(
                                        cookie + ", " + action + ", " + options,
                                        () -> newcomer(cookie, action, options)))));
    }

    private static void newcomer(String cookie, Action action, Options options) {
        try (Bench bench = new Bench()) {
            Requests request = switch (cookie) {
                case "bad signature" -> Requests.withCookie(Bench.cookie(OLD).replace('k', 'K'));
                case "unsigned" -> Requests.withCookie("connect.sid=" + OLD);
                case "unknown sid" -> Bench.known("nobody");
                default -> Requests.plain();
            };
            Optional<String> sent =
                    Bench.request(options.on(bench).build(), request, Bench.withSession(action.handler));
            Outcome outcome = action.forNewcomers(options);
            String sid = "new1"; // an id that nobody saw before regenerate() was never made
            assertThat(sent.isPresent()).as("cookie").isEqualTo(outcome.cookie());
            sent.ifPresent(value -> assertThat(value).startsWith(Bench.cookie(sid) + ";"));
            assertThat(bench.memory.listing().orElseThrow().sids())
                    .containsExactlyElementsOf(outcome.newSession() ? List.of(sid) : List.of());
            long gets = bench.store.calls().stream()
                    .filter(call -> call.startsWith("get"))
                    .count();
            assertThat(gets).isEqualTo(cookie.equals("unknown sid") ? 1 : 0);
        }
    }

    @TestFactory
    Stream<DynamicTest> withAKnownSession() {
        return Options.all()
                .flatMap(options -> Stream.of(Action.values())
                        .map(action -> DynamicTest.dynamicTest(action + ", " + options, () -> known(action, options))));
    }

    private static void known(Action action, Options options) {
        try (Bench bench = new Bench()) {
            String before = "{\"cookie\":" + options.storedCookie() + ",\"a\":1}";
            bench.memory.set(OLD, before, bench.clock.instant().plus(Duration.ofSeconds(10)));
            Optional<String> sent =
                    Bench.request(options.on(bench).build(), Bench.known(OLD), Bench.withSession(action.handler));
            Outcome outcome = action.forKnown(options);
            assertThat(sent.isPresent()).as("cookie").isEqualTo(outcome.cookie());
            String sid = outcome.newSession() ? "new1" : OLD;
            sent.ifPresent(value -> assertThat(value).startsWith(Bench.cookie(sid) + ";"));
            assertThat(bench.stored(OLD).equals("none")).as("gone").isEqualTo(!outcome.alive());
            assertThat(bench.stored("new1").equals("none")).as("no new one").isEqualTo(!outcome.newSession());
            if (outcome.alive()) {
                // Without maxAge a rewritten session has the same text; the calls show it.
                assertThat(bench.store.calls().contains("replace " + OLD))
                        .as("rewritten")
                        .isEqualTo(outcome.rewritten());
                bench.clock.advance(Duration.ofSeconds(11));
                assertThat(bench.stored(OLD)).as("renewed").isNotEqualTo("none");
                if (!outcome.rewritten()) {
                    assertThat(bench.stored(OLD)).isEqualTo(before);
                }
                assertThat(bench.stored(OLD).endsWith("\"b\":1}")).isEqualTo(action.changesData());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> unset() {
        return Options.all()
                .flatMap(options -> Stream.of(true, false)
                        .flatMap(seen -> Stream.of(
                                DynamicTest.dynamicTest("newcomer, " + options + ", seen " + seen, () -> {
                                    try (Bench bench = new Bench()) {
                                        Optional<String> sent = Bench.request(
                                                options.on(bench).build(), Requests.plain(), e -> leave(e, seen));
                                        assertThat(sent).isEmpty();
                                        assertThat(bench.store.calls()).isEmpty();
                                    }
                                }),
                                DynamicTest.dynamicTest("known, " + options + ", seen " + seen, () -> {
                                    try (Bench bench = new Bench()) {
                                        String before = "{\"cookie\":" + options.storedCookie() + ",\"a\":1}";
                                        bench.stored(OLD, before);
                                        Optional<String> sent = Bench.request(
                                                options.on(bench).build(), Bench.known(OLD), e -> leave(e, seen));
                                        assertThat(sent).isEmpty();
                                        boolean kept = options.unset() == Unset.KEEP;
                                        assertThat(bench.stored(OLD)).isEqualTo(kept ? before : "none");
                                    }
                                }))));
    }

    private static void leave(SessionExchange exchange, boolean seen) {
        if (seen) {
            exchange.session().orElseThrow().put("b", 1);
        }
        exchange.unset();
        assertThat(exchange.session()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> aRequestThatNeverLooksEndsAsOneThatLooksAndDoesNothing() {
        return Options.all()
                .flatMap(options -> Stream.of("none", "unknown", OLD)
                        .map(cookie -> DynamicTest.dynamicTest(cookie + ", " + options, () -> {
                            List<String> looked = end(
                                    options,
                                    cookie,
                                    e -> assertThat(e.session()).isPresent());
                            List<String> never = end(options, cookie, e -> {});
                            assertThat(never).isEqualTo(looked);
                        })));
    }

    /** What the client and the store have at the end. */
    private static List<String> end(Options options, String cookie, Consumer<SessionExchange> handler) {
        try (Bench bench = new Bench()) {
            bench.memory.set(
                    OLD,
                    "{\"cookie\":" + options.storedCookie() + ",\"a\":1}",
                    bench.clock.instant().plus(Duration.ofSeconds(10)));
            Requests request = cookie.equals("none") ? Requests.plain() : Bench.known(cookie);
            List<String> end = new ArrayList<>();
            end.add(Bench.request(options.on(bench).build(), request, handler).orElse("no cookie"));
            for (String sid : List.of(OLD, "new1")) {
                end.add(bench.stored(sid));
                end.add(bench.memory.listing().orElseThrow().expiresAt(sid).toString());
            }
            return end;
        }
    }
}
