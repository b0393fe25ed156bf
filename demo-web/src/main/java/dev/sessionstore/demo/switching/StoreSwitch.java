package dev.sessionstore.demo.switching;

import dev.sessionstore.Guarantee;
import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.bench.stores.Backends;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.migration.MigratingStore;
import dev.sessionstore.migration.Progress;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes the store behind a {@link SwitchableStore}, in one of two ways: a switch leaves the sessions where they are, a move
 * takes them along. One change at a time; requests go on meanwhile. A store that is left is closed when no request holds on to
 * it; one that would lose its sessions with that stays open as long as it has any. Thread-safe.
 */
public final class StoreSwitch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StoreSwitch.class.getName());
    private static final long LOOK_EVERY_MILLIS = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<StoreSpec, Store> opened = new ConcurrentHashMap<>();
    private final Set<Place> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService worker;
    private final SwitchableStore store;
    private volatile Situation situation;

    private StoreSwitch(StoreSpec spec, Store first) {
        this.worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "store-switch");
            thread.setDaemon(true);
            return thread;
        });
        this.situation = new Situation(spec, null, null);
        this.opened.put(spec, first);
        this.store = new SwitchableStore(first, this::closeSoon);
        var unused = worker.scheduleWithFixedDelay(
                this::finishMove, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Begins with a store.
     *
     * @param spec what it was opened from
     * @param first the store; from now on it belongs to the switch
     * @return the switch, to be closed at the end
     */
    public static StoreSwitch startingWith(StoreSpec spec, Store first) {
        return new StoreSwitch(spec, SwitchableStore.requireAble(first));
    }

    /**
     * What is so now.
     *
     * @param inUse the store in use, or the old one while its sessions are moved
     * @param move the move under way, or the last one; null when the last change was a switch or there was none
     * @param moving does the move that is under way; null when there is none
     */
    public record Situation(
            StoreSpec inUse, @Nullable Move move, @Nullable MigratingStore moving) {

        /** {@return whether sessions are being moved} */
        public boolean isMoving() {
            return moving != null;
        }

        private boolean needs(StoreSpec spec) {
            return spec.equals(inUse) || (moving != null && move != null && spec.equals(move.to()));
        }
    }

    /**
     * A move, under way or over.
     *
     * @param from the store that the sessions were in
     * @param to the store that they go to
     * @param progress how far it has come
     */
    public record Move(StoreSpec from, StoreSpec to, Progress progress) {}

    /**
     * What became of the sessions of a store that was left.
     *
     * @param shared whether the new store sees the same sessions, so that nobody is logged out
     * @param sessions how many stayed behind; empty when that could not be counted
     */
    public record Left(boolean shared, OptionalLong sessions) {}

    /** {@return the store to give to a session manager} */
    public SwitchableStore store() {
        return store;
    }

    /** {@return what is so now, with the progress of the move} */
    public Situation situation() {
        Situation now = situation;
        MigratingStore moving = now.moving();
        Move move = now.move();
        return moving == null || move == null
                ? now
                : new Situation(now.inUse(), new Move(move.from(), move.to(), moving.progress()), moving);
    }

    /** {@return the store of a spec if it is open; it may be closed at any moment} */
    public @Nullable Store openedStore(StoreSpec spec) {
        return opened.get(spec);
    }

    /**
     * Uses another store. Sessions stay in the one that is left. Ends a move that is under way: what is not moved yet stays.
     *
     * @param spec the store to use; opened if it is not
     * @return what became of the sessions
     * @throws IllegalArgumentException when it is in use already, or an option of it is wrong
     * @throws StoreException when it does not answer; nothing has changed then
     */
    public Left switchTo(StoreSpec spec) {
        lock.lock();
        try {
            Situation before = situation();
            if (!before.isMoving()) {
                requireOther(spec, before.inUse());
            }
            Store next = open(spec);
            Left left = endMove(before);
            Store old = store.inUse();
            if (old != next) {
                left = leaving(old, next);
                held.add(store.switchTo(next));
            }
            situation = new Situation(spec, null, null);
            closeUnneeded();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the sessions that have not been moved, and goes on with the store that the others were moved to. */
    private Left endMove(Situation before) {
        MigratingStore moving = before.moving();
        Move move = before.move();
        if (moving == null || move == null) {
            return new Left(false, OptionalLong.of(0));
        }
        Store to = open(move.to());
        store.exchange(current -> {
            moving.close();
            return to;
        });
        situation = new Situation(move.to(), null, null);
        return new Left(false, count(open(move.from())));
    }

    /**
     * Moves all sessions to another store, and uses that one alone afterwards. Returns when the move has begun.
     *
     * @param spec the store to move to; opened if it is not
     * @throws IllegalArgumentException when it is in use already or sees the same sessions, or an option of it is wrong
     * @throws IllegalStateException when a move is under way
     * @throws StoreException when it does not answer; nothing has changed then
     */
    public void moveTo(StoreSpec spec) {
        lock.lock();
        try {
            Situation before = situation();
            if (before.isMoving()) {
                throw new IllegalStateException("Sessions are being moved already; wait until that is done");
            }
            requireOther(spec, before.inUse());
            Store next = open(spec);
            if (SameSessions.of(store.inUse(), next)) {
                throw new IllegalArgumentException(spec.name() + " has the same sessions as "
                        + before.inUse().name() + ", so there is nothing to move: switch, and nobody is logged out");
            }
            store.exchange(from -> {
                MigratingStore moving = MigratingStore.builder(from, next).start();
                situation = new Situation(before.inUse(), new Move(before.inUse(), spec, moving.progress()), moving);
                return moving;
            });
        } finally {
            closeUnneeded();
            lock.unlock();
        }
    }

    private void finishMove() {
        if (!situation.isMoving()) {
            return;
        }
        lock.lock();
        try {
            Situation now = situation();
            MigratingStore moving = now.moving();
            Move move = now.move();
            if (moving == null || move == null || move.progress().state() != Progress.State.DONE) {
                return;
            }
            Store to = open(move.to());
            store.exchange(current -> to);
            moving.close();
            situation = new Situation(move.to(), move, null);
            closeUnneeded();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The end of a move is tried again: " + e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** A store that does not answer can be left too. */
    private static Left leaving(Store old, Store next) {
        try {
            if (old.guarantees().contains(Guarantee.SHARED) && SameSessions.of(old, next)) {
                return new Left(true, OptionalLong.of(0));
            }
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "The store that is left is unavailable: " + e.getMessage());
            return new Left(false, OptionalLong.empty());
        }
        return new Left(false, count(old));
    }

    private static OptionalLong count(Store of) {
        try {
            return OptionalLong.of(of.listing().orElseThrow().count());
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "The sessions of a store could not be counted: " + e.getMessage());
            return OptionalLong.empty();
        }
    }

    private static void requireOther(StoreSpec spec, StoreSpec inUse) {
        if (spec.equals(inUse)) {
            throw new IllegalArgumentException(spec.name() + " is in use already");
        }
    }

    private Store open(StoreSpec spec) {
        Store open = opened.get(spec);
        if (open == null) {
            open = SwitchableStore.requireAble(Backends.open(spec));
            opened.put(spec, open);
        }
        return open;
    }

    private void closeSoon() {
        if (!worker.isShutdown()) {
            worker.execute(this::closeUnneededAlone);
        }
    }

    private void closeUnneededAlone() {
        lock.lock();
        try {
            closeUnneeded();
        } finally {
            lock.unlock();
        }
    }

    private void closeUnneeded() {
        held.removeIf(Place::leftByAll);
        Set<Store> needed = held.stream().map(Place::store).collect(Collectors.toSet());
        Situation now = situation;
        for (Iterator<Map.Entry<StoreSpec, Store>> each = opened.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<StoreSpec, Store> entry = each.next();
            if (!now.needs(entry.getKey())
                    && !needed.contains(entry.getValue())
                    && !wouldLoseSessions(entry.getValue())) {
                each.remove();
                entry.getValue().close();
            }
        }
    }

    private static boolean wouldLoseSessions(Store store) {
        return !store.guarantees().contains(Guarantee.DURABLE) && count(store).orElse(0) > 0;
    }

    /** Ends a move, which can go on another time, and closes all stores. */
    @Override
    public void close() {
        worker.shutdown();
        lock.lock();
        try {
            store.close();
            MigratingStore moving = situation.moving();
            if (moving != null) {
                moving.close();
            }
            opened.values().forEach(Store::close);
            opened.clear();
        } finally {
            lock.unlock();
        }
    }
}
