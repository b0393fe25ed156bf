package dev.sessionstore.redis;

import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.testsupport.RedisServer;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store of one client under a prefix of its own, and a connection that looks at what is in Redis. */
public abstract class OwnersOnRedis implements ClientUnderTest {

    static final String TEXT = "{\"a\":1}";

    final RedisServer server = RedisServer.shared();
    final String prefix = "owners[*]-" + UUID.randomUUID() + ":";
    final Instant inAnHour = Instant.now().plusSeconds(3600);
    RedisWire wire;
    Store store;
    Owners owners;

    @BeforeEach
    void open() {
        wire = new RedisWire(server.host(), server.port());
        store = client(server.url()).prefix(prefix).build();
        owners = owners(store);
    }

    @AfterEach
    void close() {
        store.close();
        wire.close();
    }

    static Owners owners(Store store) {
        return store.owners().orElseThrow();
    }

    static void login(Store store, String sid, String owner, Instant until) {
        owners(store).bind(sid, owner, until);
        store.set(sid, TEXT, until);
    }

    String keyOf(String owner) {
        return "owners:" + prefix + StoreArguments.ownerDigest(owner);
    }
}
