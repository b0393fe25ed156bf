package dev.sessionstore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Owners;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The index for a store around this one, which knows better which sessions are live. */
class MemoryOwnersTest {

    private final MovableClock clock = new MovableClock();
    private final MemoryStore store =
            MemoryStore.builder().clock(clock).sweepEvery(Duration.ZERO).build();
    private final Owners owners = store.owners().orElseThrow();

    @AfterEach
    void close() {
        store.close();
    }

    private void bind(String sid) {
        owners.bind(sid, "zoe", clock.instant().plus(Duration.ofHours(1)));
    }

    @Test
    void theCallerDecidesWhichSessionsAreLive() {
        bind("elsewhere");
        bind("here");
        store.set("here", "{}", clock.instant().plus(Duration.ofHours(1)));
        clock.advance(Duration.ofMinutes(2));
        assertThat(owners.sids("zoe", sid -> sid.equals("elsewhere"))).containsExactly("elsewhere");
        assertThat(owners.unbind("here", "zoe")).as("denied, so removed").isFalse();
        assertThat(owners.unbind("elsewhere", "zoe")).as("confirmed, so kept").isTrue();
    }

    @Test
    void whatTheCallerDeniesStaysForAMinuteAfterItWasBound() {
        bind("a");
        clock.advance(Duration.ofSeconds(59));
        assertThat(owners.sids("zoe", sid -> false)).isEmpty();
        assertThat(owners.sids("zoe", sid -> true)).containsExactly("a");
    }

    @Test
    void anEntryThatIsBoundAgainWhileTheCallerDecidesStays() {
        bind("a");
        clock.advance(Duration.ofMinutes(2));
        assertThat(owners.sids("zoe", sid -> {
                    bind(sid);
                    return false;
                }))
                .isEmpty();
        assertThat(owners.unbind("a", "zoe")).isTrue();
    }
}
