package dev.sessionstore.session;

import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The store's index of owners as the session layer sees it. A <b>key</b> is what the store knows a session by: its sid, or the
 * hash of it. Errors are {@link SessionException}s. Thread-safe.
 */
final class OwnerAccess {

    private final Store store;
    private final Owners owners;
    private final StoreAccess access;

    private OwnerAccess(Store store, Owners owners, StoreAccess access) {
        this.store = store;
        this.owners = owners;
        this.access = access;
    }

    /** @throws IllegalArgumentException when the store has no such index */
    static OwnerAccess of(Store store, StoreAccess access) {
        return store.owners()
                .map(owners -> new OwnerAccess(store, owners, access))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "option owner: the store has no index of owners"
                                        + " (Store.owners() is empty); in a database it needs a table of its own, which createTable() makes"));
    }

    void bind(String key, String owner, Instant until) {
        access.call("index", key, () -> {
            owners.bind(key, owner, until);
            return true;
        });
    }

    boolean unbind(String key, String owner) {
        return access.call("remove from the index", key, () -> owners.unbind(key, owner));
    }

    /**
     * {@return the keys of the sessions of an owner, the one that has been bound longest first}
     *
     * @param isOwned whether there is such a session, and it is the owner's; what it denies leaves the index
     */
    List<String> keys(String owner, Predicate<String> isOwned) {
        return access.call(
                "list the sessions of an owner",
                "",
                () -> owners.sids(owner, isOwned).toList());
    }

    Optional<String> get(String key) {
        return access.call("load", key, () -> store.get(key));
    }

    /** {@return WRITTEN when it was removed; if the last write wins, whatever was stored} */
    WriteOutcome remove(String key, String expected) {
        return access.removeKey(key, expected);
    }

    boolean destroy(String key) {
        return access.call("destroy", key, () -> store.destroy(key));
    }

    /** {@return until when the store keeps a session; empty when it is gone or the store cannot list} */
    Optional<Instant> expiresAt(String key) {
        return store.listing().flatMap(listing -> access.call("load", key, () -> listing.expiresAt(key)));
    }

    /** @throws IllegalStateException when the store cannot list its sessions */
    void eachKey(Consumer<String> action) {
        Listing listing = store.listing()
                .orElseThrow(() ->
                        new IllegalStateException("the store cannot list its sessions (Store.listing() is empty)"));
        Iterator<String> keys = access.call("list", "", () -> listing.sids().iterator());
        while (access.call("list", "", keys::hasNext)) {
            action.accept(access.call("list", "", keys::next));
        }
    }

    String key(String sid) {
        return access.key(sid);
    }
}
