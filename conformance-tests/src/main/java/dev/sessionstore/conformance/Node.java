package dev.sessionstore.conformance;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Watching;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store as the rules use it: every call is recorded as a step. */
final class Node {

    private final String name;
    private final Store store;
    private final Steps steps;
    private final Wording wording;

    Node(String name, Store store, Steps steps, Wording wording) {
        this.name = name;
        this.store = store;
        this.steps = steps;
        this.wording = wording;
    }

    /** The store itself, for calls that are not recorded. */
    Store store() {
        return store;
    }

    /** The store itself, whose reads do not wait until they are fresh. */
    Store raw() {
        return store instanceof SettledStore settled ? settled.behind() : store;
    }

    /** The same node without recording its calls. */
    Node silently() {
        return new Node(name, store, new Steps(), wording);
    }

    Optional<String> get(String sid) {
        return take(call("get", sid), () -> store.get(sid));
    }

    void set(String sid, String data, Instant expiresAt) {
        run(call("set", sid, data, expiresAt), () -> store.set(sid, data, expiresAt));
    }

    boolean touch(String sid, Instant expiresAt) {
        return take(call("touch", sid, expiresAt), () -> store.touch(sid, expiresAt));
    }

    boolean destroy(String sid) {
        return take(call("destroy", sid), () -> store.destroy(sid));
    }

    boolean create(String sid, String data, Instant expiresAt) {
        return take(call("create", sid, data, expiresAt), () -> conditional().create(sid, data, expiresAt));
    }

    WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
        return take(
                call("replace", sid, expected, data, expiresAt),
                () -> conditional().replace(sid, expected, data, expiresAt));
    }

    /** All listed sids, without repetitions. */
    Set<String> sids() {
        return take(call("listing().sids"), () -> {
            try (Stream<String> sids = listing().sids()) {
                return sids.collect(Collectors.toSet());
            }
        });
    }

    Optional<Instant> expiresAt(String sid) {
        return take(call("listing().expiresAt", sid), () -> listing().expiresAt(sid));
    }

    long count() {
        return take(call("listing().count"), () -> listing().count());
    }

    void clear() {
        run(call("listing().clear"), () -> listing().clear());
    }

    int sweep(int atMost) {
        return take(
                call("sweeping().sweep", atMost),
                () -> store.sweeping().orElseThrow().sweep(atMost));
    }

    void bind(String sid, String owner, Instant until) {
        run(call("owners().bind", sid, owner, until), () -> owners().bind(sid, owner, until));
    }

    boolean unbind(String sid, String owner) {
        return take(call("owners().unbind", sid, owner), () -> owners().unbind(sid, owner));
    }

    /** All sids of an owner as they are listed, repetitions included. */
    List<String> sidsOf(String owner) {
        return take(call("owners().sids", owner), () -> owners().sids(owner).toList());
    }

    List<String> sidsOf(String owner, Predicate<String> live) {
        return take(
                call("owners().sids", owner) + " that a predicate confirms",
                () -> owners().sids(owner, live).toList());
    }

    int destroyAll(String owner, Set<String> except) {
        return take(call("owners().destroyAll", owner, except), () -> owners().destroyAll(owner, except));
    }

    void clearOwners() {
        run(call("owners().clear"), () -> owners().clear());
    }

    RecordedEvents receive() {
        return RecordedEvents.from(this, StoreEvent.class);
    }

    void close() {
        run(call("close"), store::close);
    }

    ConditionalWrites conditional() {
        return store.conditionalWrites().orElseThrow();
    }

    Listing listing() {
        return store.listing().orElseThrow();
    }

    Owners owners() {
        return store.owners().orElseThrow();
    }

    Watching watching() {
        return store.watching().orElseThrow();
    }

    private String call(String method, @Nullable Object... arguments) {
        String shown = Stream.of(arguments).map(wording::of).collect(Collectors.joining(", "));
        return name + "." + method + "(" + shown + ")";
    }

    private <T> T take(String what, Callable<T> call) {
        return steps.take(what, wording, call);
    }

    private void run(String what, Action call) {
        steps.run(what, wording, call);
    }
}
