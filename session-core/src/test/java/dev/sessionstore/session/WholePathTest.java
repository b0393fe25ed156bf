package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an application and its browser see, request by request. */
class WholePathTest {

    @Test
    void aSessionBeginsIsReadChangedAndDestroyed() {
        try (Bench bench = new Bench(o -> o.cookie(c -> c.maxAge(Duration.ofMinutes(1))))) {
            Optional<String> cookie = bench.request(Requests.plain(), withSession(s -> s.put("user", "Zoë 😀")));
            assertThat(cookie)
                    .hasValueSatisfying(value -> assertThat(value)
                            .isEqualTo(Bench.cookie("new1")
                                    + "; Path=/; Expires=Sat, 21 Nov 2026 07:46:14 GMT; HttpOnly; SameSite=Lax"));
            assertThat(bench.store.calls()).containsExactly("create new1");
            assertThat(bench.stored("new1"))
                    .isEqualTo(
                            "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":\"2026-11-21T07:46:14.250Z\","
                                    + "\"secure\":false,\"httpOnly\":true,\"path\":\"/\",\"sameSite\":\"lax\"},\"user\":\"Zoë 😀\"}");

            Optional<String> read = bench.request(
                    known("new1"),
                    withSession(s -> assertThat(s.get("user", String.class)).hasValue("Zoë 😀")));
            assertThat(read).isEmpty();
            assertThat(bench.store.calls()).containsExactly("get new1");

            bench.clock.advance(Duration.ofSeconds(59));
            Optional<String> changed =
                    bench.request(known("new1"), withSession(s -> s.update("n", Integer.class, n -> n.orElse(0) + 1)));
            assertThat(changed).isPresent();
            assertThat(bench.store.calls()).containsExactly("get new1", "replace new1");
            bench.clock.advance(Duration.ofSeconds(59));
            assertThat(bench.stored("new1")).endsWith(",\"n\":1}");

            Optional<String> destroyed = bench.request(known("new1"), withSession(Session::destroy));
            assertThat(destroyed).isEmpty();
            assertThat(bench.store.calls()).containsExactly("get new1", "destroy new1");
            assertThat(bench.stored("new1")).isEqualTo("none");
        }
    }
}
