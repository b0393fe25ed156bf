package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;

/** That a store over a client which the application holds works, and is closed. */
public final class WorkingStore {

    private static final int SESSIONS = 10;

    private WorkingStore() {}

    /** Opens a store, calls every operation, removes its sessions, and closes it. */
    public static void check(RedisStoreBuilder builder, String prefix) {
        Instant inAnHour = Instant.now().plusSeconds(3600);
        try (Store store = builder.prefix(prefix).build()) {
            IntStream.range(0, SESSIONS).forEach(i -> store.set("a" + i, "{}", inAnHour));
            assertThat(store.get("a0")).contains("{}");
            assertThat(store.touch("a0", inAnHour)).isTrue();
            assertThat(store.conditionalWrites().orElseThrow().replace("a0", "{}", "[]", inAnHour))
                    .isEqualTo(WriteOutcome.WRITTEN);
            Listing listing = store.listing().orElseThrow();
            assertThat(listing.sids()).hasSize(SESSIONS).doesNotHaveDuplicates();
            assertThat(listing.count()).isEqualTo(SESSIONS);
            assertThat(store.destroy("a0")).isTrue();
            checkOwners(store, inAnHour);
            listing.clear();
            assertThat(store.get("a1")).isEmpty();
        }
    }

    private static void checkOwners(Store store, Instant inAnHour) {
        Owners owners = store.owners().orElseThrow();
        IntStream.range(0, SESSIONS).forEach(i -> owners.bind("a" + i, "zoe", inAnHour));
        assertThat(owners.sids("zoe")).hasSize(SESSIONS - 1).doesNotContain("a0");
        assertThat(owners.destroyAll("zoe", Set.of("a1"))).isEqualTo(SESSIONS - 2);
        assertThat(owners.unbind("a1", "zoe")).isTrue();
    }
}
