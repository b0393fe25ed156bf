package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** That an owner's key is nobody else's, whatever characters are in prefixes, owners and sids. Each client has a subclass. */
public abstract class RedisOwnerKeysTests extends OwnersOnRedis {

    @Test
    void noSidAndNoOwnerIsTakenForAnother() {
        List<String> odd = List.of(
                "a", "a*", "*", "?", "[a]", "A", "a ", " a", "until:a", "since:a", "bound:a", "a\\", "é😀", "a:");
        odd.forEach(sid -> odd.forEach(owner -> owners.bind(sid, owner, inAnHour)));
        odd.forEach(sid -> store.set(sid, TEXT, inAnHour));
        assertThat(odd).allSatisfy(owner -> assertThat(owners.sids(owner)).containsExactlyElementsOf(odd));

        assertThat(owners.unbind("*", "a")).isTrue();
        assertThat(owners.unbind("a", "*")).isTrue();
        assertThat(owners.sids("a")).hasSize(odd.size() - 1).doesNotContain("*");
        assertThat(owners.sids("*")).hasSize(odd.size() - 1).doesNotContain("a");
        assertThat(owners.sids("[a]")).containsExactlyElementsOf(odd);
        assertThat(owners.destroyAll("a", Set.of("a*"))).isEqualTo(odd.size() - 2);
        assertThat(owners.sids("[a]")).containsExactly("a*", "*");
    }

    @Test
    void clearRemovesTheEntriesOfItsOwnPrefixOnly() {
        List<String> prefixes = List.of("x*:", "x:", "xa:", "x:" + "0".repeat(64), "");
        for (String own : prefixes) {
            try (Store other = client(server.url()).prefix(prefix + own).build()) {
                login(other, "s1", "zoe", inAnHour);
            }
        }
        wire.call("SET", keyOf("a text of another application"), "theirs");
        wire.call("ZADD", keyOf("zoe") + ":theirs", "1", "a");
        for (String own : prefixes) {
            try (Store other = client(server.url()).prefix(prefix + own).build()) {
                assertThat(owners(other).unbind("s1", "zoe")).isTrue();
                login(other, "s1", "zoe", inAnHour);
                other.listing().orElseThrow().clear();
                assertThat(owners(other).unbind("s1", "zoe")).isFalse();
            }
        }
        assertThat(wire.call("GET", keyOf("a text of another application"))).isEqualTo("theirs");
        assertThat(wire.number("ZCARD", keyOf("zoe") + ":theirs")).isEqualTo(1);
    }

    @Test
    void aStoreWithoutPrefixHasOwnersToo() {
        String sid = prefix + "bare";
        try (Store bare = client(server.url()).prefix("").build()) {
            login(bare, sid, prefix, inAnHour);
            assertThat(owners(bare).sids(prefix)).containsExactly(sid);
            assertThat(owners(bare).destroyAll(prefix, Set.of())).isEqualTo(1);
            assertThat(owners(bare).unbind(sid, prefix)).isTrue();
        }
    }

    /** Each of these prefixes begins a key as an index does, and the rest of the key is the sid. */
    @Test
    void aSidWhoseKeyWouldBeThatOfAnIndexIsRefused() {
        login(store, "a", "zoe", inAnHour);
        for (String own : List.of("", "own", "owners:", "owners:" + prefix)) {
            String sid = keyOf("zoe").substring(own.length());
            assertThat(sid).hasSizeLessThanOrEqualTo(StoreArguments.MAX_SID_LENGTH);
            try (Store other = client(server.url()).prefix(own).build()) {
                assertThat(other.get(sid)).isEmpty();
                for (Callable<?> call : writes(other, sid)) {
                    assertThatThrownBy(call::call)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("index of owners");
                }
            }
        }
        assertThat(owners.sids("zoe")).containsExactly("a");
    }

    private List<Callable<?>> writes(Store other, String sid) {
        ConditionalWrites writes = other.conditionalWrites().orElseThrow();
        return List.of(
                () -> {
                    other.set(sid, TEXT, inAnHour);
                    return true;
                },
                () -> other.touch(sid, inAnHour),
                () -> other.destroy(sid),
                () -> writes.create(sid, TEXT, inAnHour),
                () -> writes.replace(sid, TEXT, TEXT, inAnHour),
                () -> {
                    owners(other).bind(sid, "noah", inAnHour);
                    return true;
                },
                () -> owners(other).unbind(sid, "noah"));
    }

    @Test
    void aKeyOfAnotherKindInTheWayIsAStoreExceptionThatTellsNoOwner() {
        wire.call("SET", keyOf("zoe"), "theirs");
        for (Callable<?> call : List.<Callable<?>>of(
                () -> {
                    owners.bind("a-session-of-zoe", "zoe", inAnHour);
                    return true;
                },
                () -> owners.unbind("a-session-of-zoe", "zoe"),
                () -> owners.sids("zoe").toList(),
                () -> owners.destroyAll("zoe", Set.of()))) {
            assertThatThrownBy(call::call)
                    .isInstanceOf(StoreException.class)
                    .isNotInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("WRONGTYPE")
                    .hasMessageNotContaining("zoe")
                    .hasMessageNotContaining(StoreArguments.ownerDigest("zoe"));
        }
        assertThat(wire.call("GET", keyOf("zoe"))).isEqualTo("theirs");
    }
}
