package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys and data are in no log line, no exception and no {@code toString}, whatever goes wrong. */
class SealedSecretsTest {

    private static final byte[] KEY = HexFormat.of().parseHex("c0ffee5ea1".repeat(6) + "c0de");
    private static final String BASE64 = Base64.getEncoder().encodeToString(KEY);
    private static final String SID = "0123456789abcdefghijklmnopqrstuv";

    private final List<String> said = new ArrayList<>();

    private void says(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        said.add(text.toString());
    }

    private void says(Object value) {
        said.add(value.toString());
    }

    @Test
    void nothingIsSaidOfKeysAndData() {
        try (LogLines log = new LogLines();
                Bench bench = new Bench()) {
            SealingKeys.Builder builder = SealingKeys.builder().key("k1", BASE64);
            SealingKeys keys = builder.build();
            SessionManagerBuilder options =
                    bench.options().genid(request -> SID).seal(keys);
            SessionManager manager = options.build();
            List.of(builder, keys, keys.source(), keys.source().current(), options, manager)
                    .forEach(this::says);
            Bench.request(manager, Requests.plain(), withSession(s -> s.put("card", "4111-1111")));
            String record = bench.memory.get(SID).orElseThrow();
            says(SealedText.find(record));
            List<SessionManager> readers = List.of(
                    manager,
                    bench.options().seal(SealingKeys.of("k2", KEY)).build(),
                    bench.options()
                            .seal(SealingKeys.of("k2", KEY))
                            .unreadablePolicy(UnreadablePolicy.START_ANEW)
                            .build(),
                    bench.options().seal(keys, Sealing.REQUIRE).build());
            for (String text : List.of(
                    record,
                    record.replace("s1.k1.", "s1.k1.AA"),
                    record.replace("}}", "}").replace("\"sealed\"", "\"card\":\"4111-1111\",\"sealed\""),
                    "{\"cookie\":{},\"card\":\"4111-1111\"}")) {
                bench.memory.set(SID, text, bench.clock.instant().plus(Duration.ofMinutes(1)));
                for (SessionManager reader : readers) {
                    Throwable failure =
                            catchThrowable(() -> Bench.request(reader, known(SID), SessionExchange::session));
                    if (failure != null) {
                        says(failure);
                    }
                }
            }
            says(catchThrowable(() -> SealingKeys.builder().key("k1", BASE64 + "!")));
            says(catchThrowable(() -> SealingKeys.builder().key(BASE64, KEY)));
            says(catchThrowable(() -> SealingKeys.builder().key("k1", Arrays.copyOf(KEY, 31))));
            says(catchThrowable(() -> SealingKeys.from(
                    () -> {
                        throw new IllegalArgumentException(BASE64);
                    },
                    Duration.ofDays(1))));
            said.addAll(log.lines());
            assertThat(log.lines()).isNotEmpty();
        }
        assertThat(said).hasSizeGreaterThan(15).noneMatch(this::tells);
    }

    private boolean tells(String text) {
        return text.contains(BASE64)
                || text.contains(BASE64.substring(0, 42))
                || text.contains(HexFormat.of().formatHex(KEY))
                || text.contains(Arrays.toString(KEY).replaceAll("[\\[\\]]", ""))
                || text.contains("4111")
                || text.contains(SID);
    }
}
