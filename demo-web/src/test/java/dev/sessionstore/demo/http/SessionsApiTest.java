package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Log in, see where one is logged in, and log the others out. */
class SessionsApiTest {

    private static App demo;

    private final Browser laptop = new Browser("connect.sid");
    private final Browser phone = new Browser("connect.sid");

    @BeforeAll
    static void start() {
        demo = App.inProcess(List.of("--touch-every", "10m"));
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private static Browser.Answer login(Browser browser, String name) {
        return browser.post(demo, "/login", JsonMapper.shared().writeValueAsString(Map.of("name", name)));
    }

    private static JsonNode list(Browser browser) {
        return browser.get(demo, "/api/sessions").json();
    }

    @Test
    void whoIsNotLoggedInSeesNoSessions() {
        laptop.get(demo, "/session");

        assertThat(list(laptop).get("user").isNull()).isTrue();
        assertThat(list(laptop).get("sessions").isNull()).isTrue();
        assertThat(list(phone).get("user").isNull()).isTrue();
        assertThat(phone.cookie()).as("a look begins no session").isEmpty();
    }

    @Test
    void aLoginKeepsTheDataUnderANewId() {
        String before = laptop.get(demo, "/session").json().get("sid").asString();
        Browser old = new Browser("connect.sid");
        old.useCookie(laptop.cookie().orElseThrow());

        assertThat(login(laptop, "keeper").status()).isEqualTo(200);

        JsonNode now = laptop.get(demo, "/whoami").json();
        assertThat(now.get("sid").asString()).isNotEqualTo(before);
        assertThat(now.get("session").get("views").asInt()).isEqualTo(1);
        assertThat(now.get("session").get("user").asString()).isEqualTo("keeper");
        assertThat(old.get(demo, "/session").json().get("views").asInt())
                .as("the old id is worth nothing")
                .isEqualTo(1);
    }

    @Test
    void theListMarksTheDeviceAndShowsNoId() {
        login(laptop, "zoe");
        login(phone, "zoe");
        login(new Browser("connect.sid"), "amy");

        Browser.Answer answer = laptop.get(demo, "/api/sessions");
        JsonNode seen = answer.json();
        assertThat(seen.get("user").asString()).isEqualTo("zoe");
        assertThat(seen.get("indexed").asBoolean()).isTrue();
        assertThat(seen.get("sessions")).hasSize(2);
        JsonNode first = seen.get("sessions").get(0);
        assertThat(first.get("current").asBoolean()).isTrue();
        assertThat(seen.get("sessions").get(1).get("current").asBoolean()).isFalse();
        assertThat(list(phone).get("sessions").get(1).get("current").asBoolean())
                .isTrue();
        assertThat(Instant.parse(first.get("beganAt").asString()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(Instant.parse(first.get("expiresAt").asString())).isAfter(Instant.now());
        assertThat(first.get("device").asString()).startsWith("Java-http-client");
        String sid = laptop.get(demo, "/whoami").json().get("sid").asString();
        assertThat(answer.body()).doesNotContain(sid);
        logOutEverywhere(laptop);
    }

    @Test
    void loggingOutTheOthersLeavesThisOneAndOtherUsers() {
        Browser amy = new Browser("connect.sid");
        login(laptop, "others");
        login(phone, "others");
        login(amy, "amy");

        assertThat(laptop.post(demo, "/sessions/end-others", "{}").body()).isEqualTo("{\"ended\":1}");

        assertThat(phone.get(demo, "/whoami").json().get("session").has("user")).isFalse();
        assertThat(list(phone).get("user").isNull()).isTrue();
        assertThat(list(laptop).get("sessions")).hasSize(1);
        assertThat(list(amy).get("user").asString()).isEqualTo("amy");
    }

    @Test
    void oneSessionIsEndedByItsShownIdAndOnlyByItsUser() {
        login(laptop, "one");
        login(phone, "one");
        Browser amy = new Browser("connect.sid");
        login(amy, "amy");
        String id = list(laptop).get("sessions").get(1).get("id").asString();
        String end = "{\"id\":\"" + id + "\"}";

        assertThat(amy.post(demo, "/sessions/end", end).body()).isEqualTo("{\"ended\":0}");
        assertThat(list(phone).get("user").asString()).isEqualTo("one");
        assertThat(laptop.post(demo, "/sessions/end", end).body()).isEqualTo("{\"ended\":1}");
        assertThat(laptop.post(demo, "/sessions/end", end).body()).isEqualTo("{\"ended\":0}");
        assertThat(list(phone).get("user").isNull()).isTrue();
    }

    @Test
    void loggingOutEverywhereEndsThisOneToo() {
        login(laptop, "every");
        login(phone, "every");

        assertThat(logOutEverywhere(laptop)).isEqualTo("{\"ended\":2}");
        assertThat(list(laptop).get("user").isNull()).isTrue();
        assertThat(list(phone).get("user").isNull()).isTrue();
    }

    @Test
    void aLogoutEndsThisOneAlone() {
        login(laptop, "alone");
        login(phone, "alone");

        assertThat(laptop.post(demo, "/logout", "{}").body()).isEqualTo("{\"ended\":1}");
        assertThat(list(laptop).get("user").isNull()).isTrue();
        assertThat(list(phone).get("sessions")).hasSize(1);
    }

    @Test
    void anotherUserInTheSameBrowserTakesTheSessionOver() {
        login(laptop, "first");
        login(phone, "first");
        login(laptop, "second");

        assertThat(list(laptop).get("sessions")).hasSize(1);
        assertThat(list(phone).get("sessions")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logout", "/sessions/end-others", "/sessions/end-all"})
    void whoIsNotLoggedInEndsNothing(String path) {
        laptop.get(demo, "/session");
        Browser.Answer answer = laptop.post(demo, path, "{}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("Nobody is logged in");
        assertThat(laptop.get(demo, "/session").json().get("views").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"   \"}",
                "{\"name\":7}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"a\\nb\"}",
                "{\"name\":\"\\ud800\"}",
                "{\"name\":\"zoe\",\"admin\":true}"
            })
    void whatIsNoNameIsRefused(String body) {
        Browser.Answer answer = laptop.post(demo, "/login", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.setCookies()).isEmpty();
    }

    @Test
    void aNameOfTwoThousandCharactersIsRefused() {
        Browser.Answer answer = login(laptop, "x".repeat(2_000));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("64").doesNotContain("xxxxx");
    }

    @Test
    void anAttributeUserThatIsNoNameIsNobodys() {
        for (String user : List.of("{\"id\":42}", "7", "\"" + "x".repeat(2_000) + "\"", "\"\"", "null")) {
            Browser browser = new Browser("connect.sid");
            assertThat(browser.post(demo, "/attrs", "{\"user\":" + user + "}").status())
                    .as(user)
                    .isEqualTo(200);
            assertThat(list(browser).get("user").isNull()).as(user).isTrue();
        }
    }

    @Test
    void aDeviceThatAnotherApplicationStoredAsSomethingElseIsShown() {
        login(laptop, "odd");
        laptop.post(demo, "/attrs", "{\"device\":{\"os\":\"Plan 9\"}}");

        assertThat(list(laptop).get("sessions").get(0).get("device").asString()).contains("Plan 9");
    }

    @Test
    void aLookAtTheListDoesNotKeepASessionAlive() {
        try (App app = App.inProcess(List.of("--touch-every", "0s"))) {
            laptop.post(app, "/login", "{\"name\":\"zoe\"}");
            String before = expiry(app);
            long now = System.currentTimeMillis();
            await().until(() -> System.currentTimeMillis() > now + 1);
            assertThat(expiry(app)).isEqualTo(before);
            laptop.get(app, "/none");
            assertThat(expiry(app)).isNotEqualTo(before);
        }
    }

    private String expiry(App app) {
        return laptop.get(app, "/api/sessions")
                .json()
                .get("sessions")
                .get(0)
                .get("expiresAt")
                .asString();
    }

    private static String logOutEverywhere(Browser browser) {
        return browser.post(demo, "/sessions/end-all", "{}").body();
    }
}
