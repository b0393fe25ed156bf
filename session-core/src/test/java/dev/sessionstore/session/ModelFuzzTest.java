package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Any options, any requests one after another: the browser finds what a plain map would hold. */
class ModelFuzzTest {

    private static final SealingKeys KEYS = SealingKeys.of("k", new byte[32]);

    private enum Step {
        PUT,
        REMOVE,
        UPDATE,
        SAVE,
        RELOAD,
        REGENERATE,
        REGENERATE_KEEPING_DATA,
        TOUCH,
        COOKIE,
        LONG_LIFE,
        DESTROY,
        END
    }

    record Options(int bits, Duration touchEvery, Duration maxAge) {

        SessionManager on(Bench bench) {
            SessionManagerBuilder options = bench.options()
                    .resave(has(0))
                    .rolling(has(1))
                    .saveUninitialized(has(2))
                    .unset(has(3) ? Unset.DESTROY : Unset.KEEP)
                    .touchEvery(touchEvery)
                    .cookie(c -> {
                        c.maxAge(maxAge)
                                .secure(has(4) ? Secure.AUTO : Secure.OMIT)
                                .sameSite(has(5) ? SameSite.AUTO : SameSite.OMIT)
                                .httpOnly(has(6))
                                .path(has(7) ? "/" : null);
                    });
            if (has(8)) {
                options.hashSids();
            }
            if (has(9)) {
                options.lastWriteWins();
            }
            if (has(10)) {
                options.absoluteLifetime(Duration.ofDays(1));
            }
            if (has(11)) {
                options.seal(KEYS, has(12) ? Sealing.REQUIRE : Sealing.SEAL);
            }
            return options.build();
        }

        private boolean has(int bit) {
            return (bits >> bit & 1) == 1;
        }
    }

    record Case(Options options, List<Step> steps) {

        static Case of(Randomly random) {
            Options options = new Options(
                    random.upTo((1 << 13) - 1),
                    random.oneOf(Duration.ZERO, Duration.ofMinutes(1)),
                    random.oneOf(null, Duration.ofMinutes(30)));
            return new Case(options, random.list(40, () -> random.oneOf(Step.values())));
        }
    }

    /** The browser, and what the session should hold as it is now and as it is stored. */
    private static final class Model {
        private String cookie;
        private Map<String, Integer> stored = new LinkedHashMap<>();
        private Map<String, Integer> now = new LinkedHashMap<>();
        private boolean ended;
    }

    @Test
    void theSessionHoldsWhatAMapWouldHold() {
        Randomly.check(1000, Case::of, ModelFuzzTest::check);
    }

    private static void check(Case made) {
        try (Bench bench = new Bench()) {
            SessionManager manager = made.options.on(bench);
            Model model = new Model();
            SessionExchange exchange = begin(manager, model);
            int value = 0;
            for (Step step : made.steps) {
                value++;
                if (step == Step.END) {
                    end(exchange, model);
                    bench.clock.advance(Duration.ofSeconds(40));
                    exchange = begin(manager, model);
                } else if (!model.ended) {
                    step(step, exchange, model, value);
                }
            }
            end(exchange, model);
            check(begin(manager, model), model);
        }
    }

    private static SessionExchange begin(SessionManager manager, Model model) {
        SessionExchange exchange =
                manager.open(model.cookie == null ? Requests.plain() : Requests.withCookie(model.cookie));
        model.now = new LinkedHashMap<>(model.stored);
        model.ended = false;
        check(exchange, model);
        return exchange;
    }

    private static void end(SessionExchange exchange, Model model) {
        exchange.commit().ifPresent(header -> model.cookie = header.split(";", 2)[0]);
        exchange.finish();
        if (!model.ended) {
            model.stored = new LinkedHashMap<>(model.now);
        }
    }

    private static void check(SessionExchange exchange, Model model) {
        Session session = exchange.session().orElseThrow();
        assertThat(session.names()).containsExactlyInAnyOrderElementsOf(model.now.keySet());
        model.now.forEach((name, expected) ->
                assertThat(session.get(name, Integer.class)).as(name).hasValue(expected));
    }

    private static void step(Step step, SessionExchange exchange, Model model, int value) {
        Session session = exchange.session().orElseThrow();
        String name = "a" + value % 3;
        switch (step) {
            case PUT -> {
                session.put(name, value);
                model.now.put(name, value);
            }
            case REMOVE -> assertThat(session.remove(name)).isEqualTo(model.now.remove(name) != null);
            case UPDATE ->
                assertThat(session.update(name, Integer.class, v -> v.orElse(0) + 1))
                        .isEqualTo(model.now.merge(name, 1, Integer::sum));
            case SAVE -> {
                session.save();
                model.stored = new LinkedHashMap<>(model.now);
            }
            case RELOAD -> {
                try {
                    session.reload();
                    model.now = new LinkedHashMap<>(model.stored);
                } catch (SessionGoneException e) {
                    assertThat(session.isNew()).isTrue();
                }
            }
            case REGENERATE -> {
                session.regenerate();
                model.now.clear();
                model.stored.clear();
            }
            case REGENERATE_KEEPING_DATA -> {
                session.regenerateKeepingData();
                model.stored = new LinkedHashMap<>(model.now);
            }
            case TOUCH -> session.touch();
            case COOKIE -> session.cookie().priority(CookiePriority.HIGH);
            case LONG_LIFE -> {
                session.cookie().maxAge(Duration.ofHours(2));
                session.markChanged();
            }
            case DESTROY -> {
                session.destroy();
                model.stored.clear();
                model.ended = true;
            }
            default -> throw new IllegalStateException(step.name());
        }
        if (!model.ended) {
            check(exchange, model);
        }
    }
}
