package dev.sessionstore.conformance.small;

import dev.sessionstore.Owners;
import dev.sessionstore.StoreArguments;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The index of owners of a {@link NetStore}: one request for each call, and one for each session that is destroyed. */
public class NetOwners implements Owners {

    protected final NetStore store;

    public NetOwners(NetStore store) {
        this.store = store;
    }

    @Override
    public void bind(String sid, String owner, Instant until) {
        store.requireOpen();
        StoreArguments.requireBind(sid, owner, until);
        store.call("bind", sid, owner, until.toString());
    }

    @Override
    public boolean unbind(String sid, String owner) {
        store.requireOpen();
        StoreArguments.requireSid(sid);
        StoreArguments.requireOwner(owner);
        return Boolean.parseBoolean(store.call("unbind", sid, owner));
    }

    @Override
    public Stream<String> sids(String owner) {
        store.requireOpen();
        StoreArguments.requireOwner(owner);
        return Stream.of(owner).flatMap(same -> list(same).stream());
    }

    @Override
    public int destroyAll(String owner, Set<String> except) {
        store.requireOpen();
        StoreArguments.requireOwner(owner);
        Objects.requireNonNull(except, "except");
        int destroyed = 0;
        for (String sid : list(owner)) {
            if (!except.contains(sid) && destroy(sid, owner)) {
                destroyed++;
            }
        }
        return destroyed;
    }

    @Override
    public void clear() {
        store.requireOpen();
        store.call("ownersClear");
    }

    protected List<String> list(String owner) {
        store.requireOpen();
        return TinyProtocol.parseSids(store.call("ownerSids", owner)).toList();
    }

    protected boolean destroy(String sid, String owner) {
        return Boolean.parseBoolean(store.call("ownerDestroy", sid, owner));
    }
}
