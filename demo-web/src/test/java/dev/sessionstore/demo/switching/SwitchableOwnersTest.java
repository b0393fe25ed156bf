package dev.sessionstore.demo.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sessionstore.Owners;
import dev.sessionstore.memory.MemoryStore;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose index is used when the store is switched. */
class SwitchableOwnersTest {

    private static final String DATA = "{}";

    private final Instant expiry = Instant.now().plusSeconds(60);
    private final MemoryStore first = MemoryStore.builder().build();
    private final MemoryStore second = MemoryStore.builder().build();
    private final SwitchableStore store = new SwitchableStore(first, () -> {});
    private final Owners owners = store.owners().orElseThrow();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private void login(String sid) {
        owners.bind(sid, "zoe", expiry);
        store.set(sid, DATA, expiry);
    }

    @Test
    void theIndexIsThatOfTheStoreInUse() {
        login("a");
        store.switchTo(second);
        assertThat(owners.sids("zoe")).isEmpty();
        login("b");

        assertThat(owners.sids("zoe")).containsExactly("b");
        assertThat(first.owners().orElseThrow().sids("zoe")).containsExactly("a");
        store.switchTo(first);
        assertThat(owners.destroyAll("zoe", Set.of())).isEqualTo(1);
        assertThat(second.get("b")).isPresent();
    }

    @Test
    void aRequestThatBeganBeforeASwitchKeepsToItsIndex() {
        login("a");
        try (SwitchableStore.Pin pin = store.pin()) {
            store.switchTo(second);
            assertThat(owners.sids("zoe")).containsExactly("a");
            login("b");
        }
        assertThat(owners.sids("zoe")).isEmpty();
        assertThat(first.owners().orElseThrow().sids("zoe")).containsExactly("a", "b");
    }

    @Test
    void aSwitchWhileOneListsAsksTheStoreWhoseEntriesAreRead() {
        login("a");
        login("b");

        assertThat(owners.sids("zoe", sid -> {
                    store.switchTo(second);
                    return store.get(sid).isPresent();
                }))
                .containsExactly("a", "b");
        assertThat(store.get("a")).isEmpty();
    }

    @Test
    void aStoreWithoutAnIndexTakesLoginsAndRefusesWhatItCannotKnow() {
        store.switchTo(new WithoutOwners(second));

        assertThat(store.hasOwners()).isFalse();
        login("a");
        assertThat(owners.unbind("a", "zoe")).isFalse();
        Stream<String> sids = owners.sids("zoe");
        assertThatIllegalStateException().isThrownBy(sids::toList).withMessageContaining("no index");
        assertThatIllegalStateException().isThrownBy(() -> owners.destroyAll("zoe", Set.of()));
        assertThatIllegalStateException().isThrownBy(owners::clear);
        assertThat(store.get("a")).isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> owners.bind("a", "", expiry));
        store.switchTo(first);
        assertThat(store.hasOwners()).isTrue();
    }

    @Test
    void aChangeIsReportedAfterIt() {
        boolean[] had = new boolean[1];
        store.whenChanged(() -> had[0] = store.hasOwners());
        store.switchTo(new WithoutOwners(second));
        assertThat(had[0]).isFalse();
        store.exchange(current -> second);
        assertThat(had[0]).isTrue();
    }

    @Test
    void afterCloseEveryCallIsRefused() {
        store.close();
        assertThatIllegalStateException().isThrownBy(() -> owners.sids("zoe"));
        assertThatIllegalStateException().isThrownBy(() -> owners.bind("a", "zoe", expiry));
        assertThatIllegalStateException().isThrownBy(() -> owners.unbind("a", "zoe"));
        assertThatIllegalStateException().isThrownBy(() -> owners.destroyAll("zoe", Set.of()));
    }
}
