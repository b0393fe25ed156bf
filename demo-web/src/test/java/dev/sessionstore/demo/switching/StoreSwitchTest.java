package dev.sessionstore.demo.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreException;
import dev.sessionstore.bench.stores.Backends;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.testsupport.RedisServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which stores are open, and who hears what, when the store is changed. */
class StoreSwitchTest {

    private static final StoreSpec MEMORY = StoreSpec.parse("memory");
    private static final StoreSpec REDIS =
            StoreSpec.parse("redis-lettuce=" + RedisServer.shared().url() + "/6");
    private static final String DATA = "{}";

    private final Instant expiry = Instant.now().plusSeconds(60);
    private StoreSwitch stores;
    private SwitchableStore store;

    @BeforeEach
    void open() {
        stores = StoreSwitch.startingWith(REDIS, Backends.open(REDIS));
        store = stores.store();
        store.listing().orElseThrow().clear();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void aStoreThatKeepsItsSessionsIsClosedWhenItIsLeft() {
        Store redis = Objects.requireNonNull(stores.openedStore(REDIS));
        store.set("sid", DATA, expiry);
        StoreSwitch.Left left = stores.switchTo(MEMORY);

        assertThat(left).isEqualTo(new StoreSwitch.Left(false, OptionalLong.of(1)));
        assertThat(stores.openedStore(REDIS)).isNull();
        assertThatIllegalStateException().isThrownBy(() -> redis.get("sid"));
        stores.switchTo(REDIS);
        assertThat(store.get("sid")).contains(DATA);
    }

    @Test
    void memoryStaysOpenAsLongAsItHasSessions() {
        stores.switchTo(MEMORY);
        store.set("sid", DATA, expiry);
        stores.switchTo(REDIS);
        stores.switchTo(MEMORY);
        assertThat(store.get("sid")).contains(DATA);

        store.destroy("sid");
        stores.switchTo(REDIS);
        assertThat(stores.openedStore(MEMORY)).isNull();
    }

    @Test
    void aStoreThatARequestHoldsOnToIsClosedAfterTheRequest() {
        Store redis = Objects.requireNonNull(stores.openedStore(REDIS));
        store.set("sid", DATA, expiry);
        try (SwitchableStore.Pin pin = store.pin()) {
            stores.switchTo(MEMORY);
            assertThat(store.get("sid")).contains(DATA);
            assertThat(stores.openedStore(REDIS)).isSameAs(redis);
        }
        assertThat(store.get("sid")).isEmpty();
        await().until(() -> stores.openedStore(REDIS) == null);
    }

    @Test
    void whileSessionsAreMovedNoOtherMoveBegins() {
        for (int i = 0; i < 2_000; i++) {
            store.set("sid-" + i, DATA, expiry);
        }
        stores.moveTo(MEMORY);

        assertThatIllegalStateException()
                .isThrownBy(() -> stores.moveTo(StoreSpec.parse("jdbc:h2:mem:other")))
                .withMessageContaining("being moved");
        assertThat(stores.openedStore(REDIS)).isNotNull();
        assertThat(stores.openedStore(MEMORY)).isNotNull();
    }

    @Test
    void afterAMoveTheNewStoreIsUsedAlone() {
        store.set("sid", DATA, expiry);
        Store redis = Objects.requireNonNull(stores.openedStore(REDIS));
        stores.moveTo(MEMORY);
        await().until(() -> !stores.situation().isMoving());

        assertThat(store.inUse()).isSameAs(stores.openedStore(MEMORY));
        assertThat(store.get("sid")).contains(DATA);
        assertThat(stores.openedStore(REDIS)).isNull();
        assertThatIllegalStateException().isThrownBy(() -> redis.get("sid"));
    }

    @Test
    void listenersHearTheStoreInUseAndWhatPinnedRequestsStillDo() {
        List<String> heard = new ArrayList<>();
        store.on(StoreEvent.class, event -> heard.add(event.toString()));
        store.set("on-redis", DATA, expiry);
        try (SwitchableStore.Pin pin = store.pin()) {
            stores.switchTo(MEMORY);
            store.touch("on-redis", expiry);
        }
        store.set("on-memory", DATA, expiry);

        assertThat(heard).containsExactly("Saved[on…(8)]", "Touched[on…(8)]", "Saved[on…(9)]");
    }

    @Test
    void aListingThatIsReadAcrossAChangeSaysSo() {
        store.set("one", DATA, expiry);
        store.set("two", DATA, expiry);
        Iterator<String> sids = store.listing().orElseThrow().sids().iterator();
        sids.next();
        stores.switchTo(MEMORY);

        assertThatIllegalStateException().isThrownBy(() -> {
            while (sids.hasNext()) {
                sids.next();
            }
        });
    }

    @Test
    void nothingHasChangedWhenTheOtherStoreCannotBeUsed() {
        StoreSpec away = StoreSpec.parse("redis-jedis=redis://localhost:1");
        store.set("sid", DATA, expiry);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> stores.switchTo(away));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> stores.moveTo(away));
        assertThatIllegalArgumentException().isThrownBy(() -> stores.switchTo(REDIS));
        assertThat(stores.situation().inUse()).isEqualTo(REDIS);
        assertThat(stores.openedStore(away)).isNull();
        assertThat(store.get("sid")).contains(DATA);
    }

    @Test
    void afterCloseNothingIsOpen() {
        Store redis = Objects.requireNonNull(stores.openedStore(REDIS));
        stores.close();

        assertThatIllegalStateException().isThrownBy(() -> store.get("sid"));
        assertThatIllegalStateException().isThrownBy(() -> redis.get("sid"));
    }
}
