package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.testsupport.RedisServer;
import java.util.BitSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many sessions listed page by page. Each client has a subclass. */
@Tag("slow")
public abstract class RedisLargeListingTests implements ClientUnderTest {

    private static final int SESSIONS = 100_000;
    private static final String FILL =
            "for i = 0, ARGV[2] - 1 do redis.call('SET', ARGV[1] .. i, '{}', 'PX', 600000) end";

    private final RedisServer server = RedisServer.shared();
    private final String prefix = "many[*?]-" + UUID.randomUUID() + ":";

    @Test
    void aHundredThousandSessionsAreListedAPageAtATimeAndCleared() {
        try (RedisWire wire = new RedisWire(server.host(), server.port());
                Monitor monitor = new Monitor(server.host(), server.port());
                Store store = client(server.url()).prefix(prefix).build()) {
            Listing listing = store.listing().orElseThrow();
            wire.call("EVAL", FILL, "0", prefix, "1000");
            listing.sids().limit(1).forEach(sid -> assertThat(sid).isNotEmpty());
            assertThat(monitor.commandsWith("MATCH"))
                    .as("an abandoned listing reads no more pages")
                    .hasSizeLessThan(3);
        }
        try (RedisWire wire = new RedisWire(server.host(), server.port());
                Store store = client(server.url()).prefix(prefix).build()) {
            Listing listing = store.listing().orElseThrow();
            wire.call("EVAL", FILL, "0", prefix, Integer.toString(SESSIONS));
            wire.call("SET", prefix.replace("[*?]", "a"), "theirs");

            BitSet seen = new BitSet(SESSIONS);
            listing.sids().forEach(sid -> seen.set(Integer.parseInt(sid)));
            assertThat(seen.cardinality()).isEqualTo(SESSIONS);
            assertThat(listing.count()).isEqualTo(SESSIONS);
            listing.clear();
            assertThat(listing.count()).isZero();
            assertThat(wire.call("GET", prefix.replace("[*?]", "a"))).isEqualTo("theirs");
            wire.call("DEL", prefix.replace("[*?]", "a"));
        }
    }
}
