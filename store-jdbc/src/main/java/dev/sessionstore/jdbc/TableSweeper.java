package dev.sessionstore.jdbc;

import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Removes the expired rows of one table: in batches where the database can skip locked rows (see {@link SweepBatch}), else row by
 * row by primary key if the row is still expired. Neither waits while it holds a lock, so neither deadlocks with writers or other
 * nodes.
 */
final class TableSweeper {

    /** The largest batch. Its locks are held for some milliseconds. */
    static final int BATCH = 500;

    /** After so many batches that removed nothing, other nodes are doing the work. */
    private static final int MAX_FUTILE = 100;

    private final SweepDao dao;
    private final StoreState state;
    private final InstantSource clock;
    private final Consumer<String> removal;

    /** Halved after a batch that took too long, so that a slow database makes progress too. */
    private volatile int batchSize = BATCH;

    /**
     * @param removal receives the sid of each row that this node removed
     */
    TableSweeper(SweepDao dao, StoreState state, InstantSource clock, Consumer<String> removal) {
        this.dao = dao;
        this.state = state;
        this.clock = clock;
        this.removal = removal;
    }

    /** {@return how many rows that are expired now were removed} */
    int sweep(int atMost) {
        int removed = 0;
        int futile = 0;
        while (removed < atMost && futile < MAX_FUTILE) {
            Batch batch = sweepOnce(clock.instant(), Math.min(batchSize, atMost - removed));
            if (batch.found() == 0) {
                break;
            }
            futile = batch.removed() == 0 ? futile + 1 : 0;
            removed += batch.removed();
        }
        return removed;
    }

    /** Sweeps until nothing is expired, or until another node is found to do the same. */
    void sweepAfter(Duration grace) {
        Batch batch;
        int limit;
        do {
            limit = batchSize;
            batch = sweepOnce(clock.instant().minus(grace), limit);
        } while (batch.found() == limit && batch.removed() > limit / 2);
    }

    /** How many expired rows one batch found, and how many of them this node removed. */
    private record Batch(int found, int removed) {}

    private Batch sweepOnce(Instant by, int limit) {
        List<String> removed = new ArrayList<>();
        try {
            OptionalInt found = state.call(() -> dao.sweepBatch(by, limit, removed::addAll));
            batchSize = Math.min(BATCH, batchSize * 2);
            if (found.isPresent()) {
                return new Batch(found.getAsInt(), removed.size());
            }
        } catch (StoreUnavailableException e) {
            batchSize = Math.max(1, limit / 2);
            throw e;
        } finally {
            removed.forEach(removal);
        }
        return rowByRow(by, limit);
    }

    /** In random order, so that nodes that sweep at the same time share the rows. */
    private Batch rowByRow(Instant by, int limit) {
        List<String> expired = new ArrayList<>(state.call(() -> dao.expired(by, limit)));
        Collections.shuffle(expired);
        int removed = 0;
        for (String sid : expired) {
            if (state.call(() -> dao.sweep(sid, by))) {
                removed++;
                removal.accept(sid);
            }
        }
        return new Batch(expired.size(), removed);
    }
}
