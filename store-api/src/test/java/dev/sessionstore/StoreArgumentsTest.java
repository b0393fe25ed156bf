package dev.sessionstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreArgumentsTest {

    private static final String PAIR = "\uD83D\uDE00";
    private static final String HIGH = "\uD83D";
    private static final String LOW = "\uDE00";

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "a b", "é", "%", "*", "\n", "\uFFFF", PAIR, PAIR + PAIR, "x" + PAIR})
    void anyWellFormedTextIsASid(String sid) {
        assertThat(StoreArguments.isSid(sid)).isTrue();
        assertThat(StoreArguments.requireSid(sid)).isSameAs(sid);
    }

    @Test
    void aSidHasUpTo128Chars() {
        assertThat(StoreArguments.isSid("x".repeat(128))).isTrue();
        assertThat(StoreArguments.isSid(PAIR.repeat(64))).isTrue();
        assertThat(StoreArguments.isSid("x".repeat(129))).isFalse();
        assertRefusedSid("x".repeat(129), "129", "128");
        assertRefusedSid(PAIR.repeat(64) + "x", "129", "128");
    }

    @Test
    void anEmptySidIsRefused() {
        assertThat(StoreArguments.isSid("")).isFalse();
        assertRefusedSid("", "empty");
    }

    @Test
    void aSidWithNulIsRefusedAndToldWhere() {
        assertThat(StoreArguments.isSid("ab\0c")).isFalse();
        assertRefusedSid("ab\0c", "NUL", "index 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HIGH,
                LOW,
                "ab" + HIGH,
                "ab" + LOW,
                "ab" + HIGH + "c",
                "ab" + LOW + HIGH,
                "ab" + HIGH + HIGH + LOW,
                PAIR + LOW
            })
    void halfASurrogatePairIsRefusedInSidAndData(String text) {
        assertThat(StoreArguments.isSid(text)).isFalse();
        assertRefusedSid(text, "surrogate");
        assertThatThrownBy(() -> StoreArguments.requireData(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("data", "surrogate");
    }

    @Test
    void theIndexOfALoneSurrogateIsTold() {
        assertRefusedSid(PAIR + "a" + HIGH + "c", "index 3");
        assertThatThrownBy(() -> StoreArguments.requireData(PAIR + HIGH)).hasMessageContaining("index 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "not json", " ", "\uFFFF", PAIR})
    void dataIsNotParsed(String data) {
        assertThat(StoreArguments.requireData(data)).isSameAs(data);
    }

    @Test
    void dataHasNoLimitOfItsOwn() {
        String data = "x".repeat(1_000_000);
        assertThat(StoreArguments.requireData(data)).isSameAs(data);
    }

    @Test
    void emptyDataIsRefused() {
        assertThatThrownBy(() -> StoreArguments.requireData(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("data", "empty");
    }

    @Test
    void dataWithNulIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> StoreArguments.requireData("{\"password\":\"\0\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("data", "NUL", "index 13")
                .hasMessageNotContaining("password");
    }

    @Test
    void anOwnerHasOneTo1024WellFormedCharactersAndIsNeverShown() {
        assertThat(StoreArguments.requireOwner("ö".repeat(1024))).hasSize(1024);
        for (String owner : new String[] {"", "x".repeat(1025), "zoe\0", "zoe\ud800"}) {
            assertThatThrownBy(() -> StoreArguments.requireOwner(owner))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("owner ")
                    .hasMessageNotContaining("zoe");
            assertThatThrownBy(() -> StoreArguments.ownerDigest(owner)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theDigestOfAnOwnerIsSha256OfItsUtf8BytesInLowerCase() {
        assertThat(StoreArguments.ownerDigest("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(StoreArguments.ownerDigest("Zoë"))
                .isNotEqualTo(StoreArguments.ownerDigest("zoë"))
                .isNotEqualTo(StoreArguments.ownerDigest("Zoe\u0308"));
    }

    @Test
    void ofSeveralBadArgumentsOfABindTheFirstIsReported() {
        assertThatThrownBy(() -> StoreArguments.requireBind("", "", null)).hasMessage("sid is empty");
        assertThatThrownBy(() -> StoreArguments.requireBind("a", "", null)).hasMessage("owner is empty");
        assertThatNullPointerException()
                .isThrownBy(() -> StoreArguments.requireBind("a", "zoe", null))
                .withMessage("until");
    }

    @Test
    void nullIsANullPointerExceptionThatNamesTheArgument() {
        assertThatNullPointerException()
                .isThrownBy(() -> StoreArguments.isSid(null))
                .withMessageContaining("sid");
        assertThatNullPointerException()
                .isThrownBy(() -> StoreArguments.requireSid(null))
                .withMessageContaining("sid");
        assertThatNullPointerException()
                .isThrownBy(() -> StoreArguments.requireData(null))
                .withMessageContaining("data");
        assertThatNullPointerException()
                .isThrownBy(() -> StoreArguments.toMillis(null))
                .withMessageContaining("expiresAt");
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01T00:00:01.002Z, 1002",
        "1970-01-01T00:00:01.002000001Z, 1003",
        "1970-01-01T00:00:01.999000001Z, 2000",
        "1969-12-31T23:59:59.999Z, -1",
        "1969-12-31T23:59:59.999000001Z, 0",
        "2038-01-19T03:14:08Z, 2147483648000",
    })
    void anExpiryIsRoundedUpToMilliseconds(Instant expiresAt, long millis) {
        assertThat(StoreArguments.toMillis(expiresAt)).isEqualTo(millis);
    }

    @Test
    void anExpiryThatMillisecondsCannotHoldBecomesTheLatestOrEarliest() {
        assertThat(StoreArguments.toMillis(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(StoreArguments.toMillis(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
        assertThat(StoreArguments.toMillis(Instant.ofEpochMilli(Long.MAX_VALUE)))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(StoreArguments.toMillis(Instant.ofEpochSecond(Long.MAX_VALUE / 1000 - 1, 999_999_999)))
                .isEqualTo(Long.MAX_VALUE / 1000 * 1000);
        assertThat(StoreArguments.toMillis(Instant.ofEpochSecond(Long.MIN_VALUE / 1000 + 1)))
                .isEqualTo(Long.MIN_VALUE / 1000 * 1000 + 1000);
    }

    @Test
    void aShortenedSidShowsAtMostAQuarterAndFourChars() {
        assertThat(StoreArguments.shorten("abcdefghijklmnopqrstuvwxyz012345")).isEqualTo("abcd…(32)");
        assertThat(StoreArguments.shorten("abcdefgh")).isEqualTo("ab…(8)");
        assertThat(StoreArguments.shorten("abc")).isEqualTo("…(3)");
        assertThat(StoreArguments.shorten("")).isEqualTo("…(0)");
    }

    @Test
    void aShortenedSidCannotForgeALogLine() {
        assertThat(StoreArguments.shorten("a\n\u001bé" + "x".repeat(28))).isEqualTo("a???…(32)");
        assertThat(StoreArguments.shorten(PAIR + "x".repeat(30))).isEqualTo("?xx…(32)");
        assertThat(StoreArguments.shorten("abc" + PAIR + "x".repeat(27))).isEqualTo("abc…(32)");
    }

    @Test
    void ofSeveralMistakesTheFirstIsTold() {
        assertThatThrownBy(() -> StoreArguments.requireReplace("", "", "", null))
                .hasMessage("sid is empty");
        assertThatThrownBy(() -> StoreArguments.requireReplace("a", "", "\0", null))
                .hasMessage("data has a NUL character at index 0");
        assertThatNullPointerException()
                .isThrownBy(() -> StoreArguments.requireReplace("a", "", "{}", null))
                .withMessage("expiresAt");
        assertThatThrownBy(() -> StoreArguments.requireReplace("a", "", "{}", Instant.EPOCH))
                .hasMessage("data is empty");
        assertThatNullPointerException()
                .isThrownBy(() -> StoreArguments.requireTouch("a", null))
                .withMessage("expiresAt");
        StoreArguments.requireReplace("a", "{}", "{}", Instant.EPOCH);
    }

    @Test
    void aClosedStoreAndABoundOfNothingAreToldInTheSameWordsEverywhere() {
        assertThatIllegalStateException()
                .isThrownBy(() -> StoreArguments.requireOpen(false))
                .withMessage("The store is closed");
        StoreArguments.requireOpen(true);
        assertThatThrownBy(() -> StoreArguments.requireAtMost(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("atMost: 1 or more, was 0");
        StoreArguments.requireAtMost(1);
    }

    private static void assertRefusedSid(String sid, String... words) {
        assertThatThrownBy(() -> StoreArguments.requireSid(sid))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sid ")
                .hasMessageContainingAll(words);
    }
}
