package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored texts that neither this library nor express-session writes, and what becomes of them. */
class OddStoredTextTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anEmptyTextIsNoSession() {
        bench.store.foreign("A", "");
        Optional<String> cookie = bench.request(known("A"), withSession(s -> {
            assertThat(s.isNew()).isTrue();
            s.put("a", 1);
        }));
        assertThat(cookie).hasValueSatisfying(value -> assertThat(value).startsWith(Bench.cookie("new1")));
        assertThat(bench.store.calls()).containsExactly("get A", "create new1");
        bench.request(known("A"), exchange -> {});
        assertThat(bench.store.calls()).containsExactly("get A");
    }

    @Test
    void aTextThatBecameEmptyMeanwhileIsAnEndedSession() {
        bench.stored("A", "{\"cookie\":{}}");
        bench.request(known("A"), withSession(s -> {
            s.put("a", 1);
            bench.stored("A", "{\"cookie\":{},\"b\":1}");
            bench.store.foreign("A", "");
            assertThatExceptionOfType(SessionGoneException.class).isThrownBy(s::save);
        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"_expires\":\"2036-11-21T07:46:00.000Z\"",
                "\"toJSON\":1",
                "\"__proto__\":{\"a\":1}",
                "\"serialize\":1",
                "\"data\":{}"
            })
    void namesThatMeanSomethingInNodeAreUnknownMembersOfACookie(String member) {
        bench.stored("A", "{\"cookie\":{" + member + ",\"originalMaxAge\":60000," + member + "}}");
        bench.request(known("A"), withSession(s -> {
            assertThat(s.cookie().expires()).isEmpty();
            s.put("a", 1);
        }));
        assertThat(bench.stored("A"))
                .isEqualTo("{\"cookie\":{\"originalMaxAge\":60000,\"expires\":\"2026-11-21T07:46:14.250Z\","
                        + "\"httpOnly\":true,\"path\":\"/\"},\"a\":1}");
    }

    /** V8 reads each of them; some in the time zone of its host. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sat, 21 Nov 2036 07:46:14 GMT",
                "Nov 21 2036",
                "2036-11-21",
                "2036",
                "2036-11-21T08:45:14",
                "2036-11-21 08:45",
                "2036-11-21T08:45:14+0100",
                "2036-11-21T24:00:00Z",
                "2036-11-21T08:45:14.1234567890Z"
            })
    void aDateThatIsNoIsoDateWithAZoneIsNone(String date) {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":\"" + date + "\"}}");
        bench.request(known("A"), withSession(s -> {
            assertThat(s.cookie().expires()).isEmpty();
            s.put("a", 1);
        }));
        assertThat(bench.stored("A")).contains("\"expires\":\"2026-11-21T07:46:14.250Z\"");
    }

    @Test
    void isoDatesAreReadAsV8ReadsThem() {
        for (String date : List.of("2036-11-21T08:45Z", "2036-11-21t08:45:00z", "2036-11-21T09:45:00.0001+01:00")) {
            bench.stored("A", "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":\"" + date + "\"}}");
            bench.request(
                    known("A"),
                    withSession(s -> assertThat(s.cookie().expires()).hasValue(Instant.parse("2036-11-21T08:45:00Z"))));
        }
    }
}
