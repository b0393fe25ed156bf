package dev.sessionstore.demo.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sessionstore.Watch;
import dev.sessionstore.Watch.Reading;
import dev.sessionstore.Watching.Watcher;
import dev.sessionstore.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose changes are reported when the store is switched. */
class SwitchableWatchingTest {

    private final Instant expiry = Instant.now().plusSeconds(60);
    private final MemoryStore first = MemoryStore.builder().build();
    private final MemoryStore second = MemoryStore.builder().build();
    private final SwitchableStore store = new SwitchableStore(first, () -> {});
    private final List<String> told = new ArrayList<>();
    private final Watch watch = store.watching()
            .orElseThrow()
            .watch(
                    new Watcher() {
                        @Override
                        public void changed(String sid) {
                            told.add(sid);
                        }

                        @Override
                        public void lost() {
                            told.add("lost");
                        }
                    },
                    Duration.ofSeconds(1));

    @AfterEach
    void close() {
        store.close();
        first.close();
        second.close();
    }

    @Test
    void theReportsAreThoseOfTheStoreInUse() {
        told.clear();
        store.set("a", "{}", expiry);
        assertThat(told).containsExactly("a");
        store.switchTo(second);
        assertThat(told).hasSizeGreaterThan(1).last().isEqualTo("lost");
        assertThat(watch.read("a")).isEqualTo(Reading.absent(true));
        told.clear();
        first.set("a", "{}", expiry);
        store.set("b", "{}", expiry);
        assertThat(told).containsExactly("b");
        assertThat(watch.lagNanos()).isZero();
    }

    @Test
    void aStoreThatReportsNothingHasNoLink() {
        store.switchTo(new WithoutOwners(second));
        assertThat(watch.lagNanos()).isEqualTo(Long.MAX_VALUE);
        store.set("a", "{}", expiry);
        assertThat(watch.read("a")).isEqualTo(new Reading("{}", Instant.MIN, false));
        store.switchTo(first);
        assertThat(watch.lagNanos()).isZero();
    }

    @Test
    void afterTheCloseNothingIsReported() {
        store.close();
        told.clear();
        first.set("a", "{}", expiry);
        assertThat(told).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> watch.read("a"));
        assertThat(watch.lagNanos()).isEqualTo(Long.MAX_VALUE);
    }
}
