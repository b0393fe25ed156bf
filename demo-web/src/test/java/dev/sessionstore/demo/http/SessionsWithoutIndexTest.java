package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.demo.cli.InProcessDemo;
import dev.sessionstore.demo.switching.WithoutOwners;
import dev.sessionstore.memory.MemoryStore;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A store that cannot say whose sessions there are, and the move to one that can. */
class SessionsWithoutIndexTest {

    private static final String ZOE = "{\"name\":\"zoe\"}";

    /** What the store is named by; it is never opened from this. */
    private static final String NAMED = "jdbc:h2:mem:without-owners";

    private final Browser browser = new Browser("connect.sid");

    private static App demo(String... arguments) {
        Store store = new WithoutOwners(MemoryStore.builder().build());
        return App.node(InProcessDemo.over(store, NAMED, arguments), 0);
    }

    @Test
    void oneLogsInAndIsToldThatThereIsNoList() {
        try (App app = demo()) {
            assertThat(browser.post(app, "/login", ZOE).status()).isEqualTo(200);

            JsonNode seen = browser.get(app, "/api/sessions").json();
            assertThat(seen.get("user").asString()).isEqualTo("zoe");
            assertThat(seen.get("indexed").asBoolean()).isFalse();
            assertThat(seen.get("sessions").isNull()).isTrue();
            for (String path : new String[] {"/sessions/end-others", "/sessions/end-all"}) {
                Browser.Answer answer = browser.post(app, path, "{}");
                assertThat(answer.status()).isEqualTo(409);
                assertThat(answer.body()).contains("no index", "without-owners");
            }
            assertThat(browser.post(app, "/sessions/end", "{\"id\":\"x\"}").status())
                    .isEqualTo(409);
            assertThat(browser.post(app, "/logout", "{}").status()).isEqualTo(200);
        }
    }

    @Test
    void aLimitThatCannotBeHeldRefusesTheLogin() {
        try (App app = demo("--max-sessions-per-owner", "2")) {
            assertThat(browser.post(app, "/login", ZOE).status()).isEqualTo(409);
            assertThat(browser.cookie()).isEmpty();
        }
    }

    @Test
    void afterAMoveToAStoreWithAnIndexTheSessionsAreListed() throws IOException {
        try (App app = demo()) {
            Browser phone = new Browser("connect.sid");
            browser.post(app, "/login", ZOE);
            phone.post(app, "/login", ZOE);

            assertThat(RawRequest.send(
                                    app,
                                    "{\"store\":\"memory\"}",
                                    "POST /api/stores/move",
                                    "Host: localhost:" + app.port(),
                                    "Content-Type: application/json",
                                    "X-Session-Store-Page: 1")
                            .status())
                    .isEqualTo(200);
            await().until(() ->
                    browser.get(app, "/api/sessions").json().get("sessions").size() == 2);

            assertThat(browser.post(app, "/sessions/end-others", "{}").body()).isEqualTo("{\"ended\":1}");
            assertThat(phone.get(app, "/api/sessions").json().get("user").isNull())
                    .isTrue();
        }
    }

    /** As by a move that begins between the look whether there is one and the listing. */
    @Test
    void anIndexThatIsLostWhileOneAsksIsNoFailure() {
        AtomicInteger looks = new AtomicInteger();
        MemoryStore memory = MemoryStore.builder().build();
        Store store = new WithoutOwners(memory) {
            @Override
            public Optional<Owners> owners() {
                return looks.getAndDecrement() > 0 ? memory.owners() : Optional.empty();
            }
        };
        try (App app = App.node(InProcessDemo.over(store, NAMED), 0)) {
            browser.post(app, "/login", ZOE);
            looks.set(1);
            Browser.Answer answer = browser.get(app, "/api/sessions");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().get("indexed").asBoolean()).isFalse();
            assertThat(answer.json().get("sessions").isNull()).isTrue();
        }
    }
}
