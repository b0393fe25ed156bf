package dev.sessionstore.conformance;

import dev.sessionstore.Guarantee;
import dev.sessionstore.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One run of one rule on a new harness: its nodes, its clock, its steps so far, and the checks. Nodes A and B are two store
 * objects on the same data if the store is SHARED, else the same object in both roles.
 */
final class RuleContext {

    private final Lazy<StoreHarness> harness;
    private final Duration patience;
    private final Lazy<Instant> begin = new Lazy<>(() -> harness().now());
    private final Lazy<Node> a = new Lazy<>(() -> open("A"));
    private final Lazy<Node> b = new Lazy<>(this::second);
    private final Lazy<Optional<Node>> neighbour = new Lazy<>(this::openNeighbour);
    private final List<Store> opened = new ArrayList<>();
    private final Settling settling = new Settling();
    private final Steps steps = new Steps();
    private final AtomicInteger sids = new AtomicInteger();
    private final String series = UUID.randomUUID().toString().substring(0, 8);

    RuleContext(Callable<StoreHarness> harness, Duration patience) {
        this.harness = new Lazy<>(harness);
        this.patience = patience;
    }

    StoreHarness harness() {
        return harness.get();
    }

    Node a() {
        return a.get();
    }

    Node b() {
        return b.get();
    }

    /** One more node; closed at the end if the rule does not. */
    Node open(String name) throws Exception {
        Store store = harness().open();
        opened.add(Objects.requireNonNull(store, "StoreHarness.open() returned null"));
        return node(name, store);
    }

    Optional<Node> neighbour() {
        return neighbour.get();
    }

    FaultProxy network() {
        settling.fault();
        return harness().network().orElseThrow();
    }

    /** A sid that no rule has used. */
    String sid() {
        return "sid-" + series + "-" + sids.incrementAndGet();
    }

    Instant now() {
        return harness().now();
    }

    Instant in(Duration duration) {
        return now().plus(duration);
    }

    Instant inAnHour() {
        return in(Sample.HOUR);
    }

    /** An expiry that is past for every store. */
    Instant past() {
        return now().minus(Duration.ofMinutes(1));
    }

    void advance(Duration duration) {
        steps.run(
                "time passes: " + wording().of(duration),
                wording(),
                () -> harness().advance(duration));
        settling.fault();
    }

    /** Advances the clock until a session that expires after this duration has to be gone. */
    void advanceBeyond(Duration duration) {
        advance(duration.plus(a().store().resolution()));
    }

    /** Waits until what was acknowledged before this call is older than reads of the store may be. */
    void outwaitStaleness() {
        Duration staleness = a().store().staleness();
        if (!staleness.isZero()) {
            note("wait until reads may not be older: " + wording().of(staleness));
            Together.pause(staleness.plusNanos(1));
        }
    }

    /** Adds a step that is no call of a store. */
    void note(String what) {
        steps.note(what);
    }

    /** Checks the last answer. */
    void expect(@Nullable Object expected, @Nullable Object got) {
        if (!Objects.equals(expected, got)) {
            throw new RuleViolation(wording().of(expected), wording().of(got));
        }
    }

    /** Checks a condition; {@code expected} is its description. */
    void expect(String expected, boolean holds, @Nullable Object got) {
        if (!holds) {
            throw new RuleViolation(expected, wording().of(got));
        }
    }

    /** Checks that a call ends in this exception, and returns it. */
    <X extends Throwable> X expectThrown(Class<X> type, Action call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            if (type.isInstance(thrown)) {
                return type.cast(thrown);
            }
            throw new RuleViolation(type.getSimpleName(), wording().of(thrown), thrown);
        }
        throw new RuleViolation(type.getSimpleName(), "a normal return");
    }

    /** How long a rule waits for a condition. */
    Duration patience() {
        return patience;
    }

    /** Waits until a condition holds that depends on another thread or the network, at most for the patience. */
    void eventually(String expected, Callable<Boolean> holds) {
        Together.eventually(expected, holds, patience);
    }

    /** Makes calls at the same time, each on its own thread, and returns their results in order. */
    <T> List<T> together(int threads, IntFunction<Callable<T>> calls) {
        return Together.run(threads, calls);
    }

    /** What the store declares; empty when none was opened. */
    Optional<Declared> declared() {
        return a.isMade() ? Optional.of(Declared.by(a().store())) : Optional.empty();
    }

    Steps steps() {
        return steps;
    }

    Wording wording() {
        return new Wording(begin.get());
    }

    /** Heals the network and closes what was opened, the harness last. */
    void end() throws Exception {
        if (!harness.isMade()) {
            return;
        }
        try (StoreHarness ending = harness.get()) {
            ending.network().ifPresent(FaultProxy::heal);
            for (Store store : opened) {
                store.close();
            }
        }
    }

    private Node second() throws Exception {
        Store first = a().store();
        return first.guarantees().contains(Guarantee.SHARED) ? open("B") : new Node("B", first, steps, wording());
    }

    private Optional<Node> openNeighbour() throws Exception {
        Optional<Store> store = harness().openNeighbour();
        store.ifPresent(opened::add);
        return store.map(s -> node("neighbour", s));
    }

    private Node node(String name, Store store) {
        return new Node(name, settling.of(store), steps, wording());
    }
}
