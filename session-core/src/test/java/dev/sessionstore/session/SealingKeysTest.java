package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys for sealing: what is taken for one, and when a supplier is called again. */
class SealingKeysTest {

    private static final byte[] KEY = HexFormat.of().parseHex("7f3a".repeat(16));
    private static final String BASE64 = Base64.getEncoder().encodeToString(KEY);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final LogLines log = new LogLines();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicInteger calls = new AtomicInteger();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private volatile Supplier<SealingKeys> supplier = () -> SealingKeys.of("k1", KEY);

    @AfterEach
    void close() {
        log.close();
    }

    private RefreshedKeys start() {
        return RefreshedKeys.start(
                () -> {
                    calls.incrementAndGet();
                    return supplier.get();
                },
                MINUTE,
                nanos::get,
                work::add);
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "ä", "a\n", "123456789012345678901234567890123"})
    void anIdIsShortAndPlain(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> SealingKeys.of(id, KEY));
    }

    @Test
    void aKeyHas32Bytes() {
        for (int length : new int[] {0, 16, 31, 33}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SealingKeys.of("k1", new byte[length]))
                    .withMessageContaining("has " + length + " bytes");
        }
        SealingKeys.Builder builder = SealingKeys.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.key("k1", (String) null))
                .withMessageContaining("is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.key("k1", BASE64 + "!"))
                .withMessage("sealing key 'k1' is no base64")
                .withNoCause();
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("no sealing key");
        builder.key("k1", BASE64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.key("k1", new byte[32]))
                .withMessageContaining("two sealing keys 'k1'");
    }

    @Test
    void allFormsOfBase64AreTheSameKey() {
        byte[] odd = HexFormat.of().parseHex("fbff".repeat(16));
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            Stream.of(encoder, encoder.withoutPadding())
                    .forEach(form -> assertThat(SealingKeys.builder()
                                    .key("k", " " + form.encodeToString(odd) + "\n")
                                    .build()
                                    .source()
                                    .current()
                                    .find("k")
                                    .getEncoded())
                            .isEqualTo(odd));
        }
    }

    @Test
    void theKeysAreCopiedAndNotShown() {
        byte[] mine = KEY.clone();
        SealingKeys.Builder builder = SealingKeys.builder().key("k1", mine).key("k2", new byte[32]);
        SealingKeys keys = builder.build();
        mine[0] = 0;
        builder.key("k3", mine);
        assertThat(keys.source().current().find("k1").getEncoded()).isEqualTo(KEY);
        assertThat(keys).hasToString("SealingKeys[k1, k2]");
        assertThat(builder).hasToString("SealingKeys.Builder[k1, k2, k3]");
        assertThat(SealingKeys.of(start())).hasToString("SealingKeys[k1]");
    }

    @Test
    void aSupplierIsCalledAgainAfterTheIntervalByOneThreadWhileRequestsGoOn() {
        RefreshedKeys keys = start();
        advance(MINUTE.minusNanos(1));
        keys.current();
        assertThat(work).isEmpty();
        advance(Duration.ofNanos(1));
        supplier = () -> SealingKeys.of("k2", KEY);
        assertThat(keys.current().first()).isEqualTo("k1");
        advance(MINUTE);
        assertThat(keys.current().first()).isEqualTo("k1");
        assertThat(work).as("one refresh at a time").hasSize(1);
        work.remove().run();
        assertThat(calls).hasValue(2);
        assertThat(keys.current().first()).isEqualTo("k2");
        assertThat(log.lines()).hasSize(1).allSatisfy(line -> assertThat(line).contains("the key k2"));
    }

    @Test
    void aFailingSupplierKeepsTheKeysAndIsLoggedWithoutItsMessage() {
        RefreshedKeys keys = start();
        List<Supplier<SealingKeys>> failing = List.of(
                () -> {
                    throw new NumberFormatException("For input string: \"" + BASE64 + "\"");
                },
                () -> null,
                () -> SealingKeys.from(
                        () -> {
                            throw new IllegalStateException(BASE64);
                        },
                        MINUTE));
        for (Supplier<SealingKeys> one : failing) {
            supplier = one;
            advance(MINUTE);
            keys.current();
            work.remove().run();
            assertThat(keys.current().first()).isEqualTo("k1");
        }
        assertThat(log.lines())
                .hasSize(3)
                .allSatisfy(
                        line -> assertThat(line).contains("stay as they were").doesNotContain(BASE64));
        assertThat(log.lines().get(0)).contains("java.lang.NumberFormatException");
        supplier = () -> SealingKeys.of("k2", KEY);
        advance(MINUTE);
        keys.current();
        work.remove().run();
        assertThat(keys.current().first()).isEqualTo("k2");
    }

    @Test
    void aSupplierThatFailsAtTheStartFailsTheStartAndShowsWhereAndNoMore() {
        supplier = () -> SealingKeys.of("k1", Base64.getDecoder().decode(BASE64 + "!"));
        assertThatIllegalStateException()
                .isThrownBy(this::start)
                .withNoCause()
                .withMessage("the supplier of the sealing keys failed with java.lang.IllegalArgumentException")
                .satisfies(e -> assertThat(e.getStackTrace()[0].getClassName()).startsWith("java.util.Base64"));
        assertThatIllegalArgumentException().isThrownBy(() -> SealingKeys.from(supplier, Duration.ZERO));
    }

    @Test
    void aKeyThatIsMissingIsAskedForEarlyButOnceASecondAtMost() {
        AtomicInteger asked = new AtomicInteger();
        RefreshedKeys keys = RefreshedKeys.start(
                () -> SealingKeys.of("k" + asked.incrementAndGet(), KEY), MINUTE, nanos::get, Runnable::run);
        advance(Duration.ofMillis(999));
        assertThat(keys.afterMiss().first()).as("called a moment ago").isEqualTo("k1");
        advance(Duration.ofMillis(1));
        assertThat(keys.afterMiss().first()).isEqualTo("k2");
        assertThat(keys.afterMiss().first()).isEqualTo("k2");
    }

    @Test
    void aRequestWaitsForTheKeyThatItMisses() {
        RefreshedKeys keys = RefreshedKeys.start(
                () -> supplier.get(), MINUTE, nanos::get, refresh -> CompletableFuture.runAsync(refresh));
        advance(Duration.ofSeconds(1));
        supplier = () -> SealingKeys.of("k2", KEY);
        assertThat(keys.afterMiss().first()).isEqualTo("k2");
    }
}
