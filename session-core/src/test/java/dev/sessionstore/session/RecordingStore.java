package dev.sessionstore.session;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Subscription;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Writes down the calls that reach the store, and can be made to fail, or to let somebody else go first. */
final class RecordingStore implements Store {

    private final Store store;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> down = call -> false;
    private volatile Consumer<String> before = call -> {};
    private volatile boolean conditional = true;
    private volatile String neverSame = "";
    private volatile String foreignSid = "";
    private volatile String foreignText = "";

    RecordingStore(Store store) {
        this.store = store;
    }

    /** {@return the calls since the last call of this, as "get sid"} */
    List<String> calls() {
        List<String> seen = List.copyOf(calls);
        calls.clear();
        return seen;
    }

    /** Calls whose name matches find the store unavailable from now on. */
    void failOn(Predicate<String> names) {
        down = names;
    }

    void heal() {
        down = name -> false;
    }

    /** Does something before each call from now on; what it does is not written down by it. */
    void before(Consumer<String> action) {
        before = action;
    }

    /** What a program without our checks wrote under a sid. */
    void foreign(String sid, String text) {
        foreignSid = sid;
        foreignText = text;
    }

    /** What is expected of this session is never what is there. */
    void neverSame(String sid) {
        neverSame = sid;
    }

    RecordingStore withoutConditionalWrites() {
        conditional = false;
        return this;
    }

    private void call(String name, String sid) {
        calls.add(name + " " + sid);
        before.accept(name);
        if (down.test(name)) {
            throw new StoreUnavailableException(name + " on the recording store: switched off");
        }
    }

    @Override
    public Optional<String> get(String sid) {
        call("get", sid);
        return sid.equals(foreignSid) ? Optional.of(foreignText) : store.get(sid);
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        call("set", sid);
        store.set(sid, data, expiresAt);
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        call("touch", sid);
        return store.touch(sid, expiresAt);
    }

    @Override
    public boolean destroy(String sid) {
        call("destroy", sid);
        return store.destroy(sid);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return conditional ? store.conditionalWrites().map(Recording::new) : Optional.empty();
    }

    @Override
    public Optional<Listing> listing() {
        return store.listing();
    }

    @Override
    public Optional<Owners> owners() {
        return store.owners().map(RecordingOwners::new);
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return store.on(type, listener);
    }

    @Override
    public void close() {
        store.close();
    }

    private final class RecordingOwners implements Owners {
        private final Owners owners;

        RecordingOwners(Owners owners) {
            this.owners = owners;
        }

        @Override
        public void bind(String sid, String owner, Instant until) {
            call("bind", sid);
            owners.bind(sid, owner, until);
        }

        @Override
        public boolean unbind(String sid, String owner) {
            call("unbind", sid);
            return owners.unbind(sid, owner);
        }

        @Override
        public Stream<String> sids(String owner) {
            call("sids", owner);
            return owners.sids(owner);
        }

        @Override
        public Stream<String> sids(String owner, Predicate<String> live) {
            call("sids", owner);
            return owners.sids(owner, live);
        }

        @Override
        public void clear() {
            call("clearOwners", "");
            owners.clear();
        }

        @Override
        public int destroyAll(String owner, Set<String> except) {
            call("destroyAll", owner);
            return owners.destroyAll(owner, except);
        }
    }

    private final class Recording implements ConditionalWrites {
        private final ConditionalWrites writes;

        Recording(ConditionalWrites writes) {
            this.writes = writes;
        }

        @Override
        public boolean create(String sid, String data, Instant expiresAt) {
            call("create", sid);
            return writes.create(sid, data, expiresAt);
        }

        @Override
        public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
            call("replace", sid);
            if (sid.equals(neverSame)) {
                return WriteOutcome.CHANGED;
            }
            return writes.replace(sid, expectedData, data, expiresAt);
        }
    }
}
