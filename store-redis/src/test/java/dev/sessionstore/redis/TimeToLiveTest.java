package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeToLiveTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.007Z");
    private final TimeToLive ttl = new TimeToLive(() -> NOW);

    @Test
    void isMillisecondsFromNow() {
        assertThat(ttl.until(NOW.plusMillis(1500))).isEqualTo(1500);
    }

    @Test
    void isRoundedUpSoThatNothingEndsEarly() {
        assertThat(ttl.until(NOW.plusNanos(1))).isEqualTo(1);
        assertThat(ttl.until(NOW.plusMillis(7).plusNanos(1))).isEqualTo(8);
    }

    @Test
    void isZeroForWhatIsPast() {
        assertThat(ttl.until(NOW)).isZero();
        assertThat(ttl.until(NOW.minusNanos(1))).isZero();
        assertThat(ttl.until(Instant.MIN)).isZero();
    }

    @Test
    void isTheLatestForWhatIsLater() {
        assertThat(ttl.until(Instant.MAX)).isEqualTo(TimeToLive.LATEST);
        assertThat(ttl.until(NOW.plusMillis(TimeToLive.LATEST + 1))).isEqualTo(TimeToLive.LATEST);
        assertThat(ttl.until(NOW.plusMillis(TimeToLive.LATEST - 1))).isEqualTo(TimeToLive.LATEST - 1);
        assertThat(new TimeToLive(() -> Instant.EPOCH.minusMillis(1)).until(Instant.MAX))
                .isEqualTo(TimeToLive.LATEST);
        assertThat(ttl.fromNow(TimeToLive.LATEST)).isAfter(NOW);
    }
}
