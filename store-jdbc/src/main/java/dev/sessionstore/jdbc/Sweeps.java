package dev.sessionstore.jdbc;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Sweeping;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Removes expired rows, in batches where the database can skip rows that others have locked (see {@link SweepBatch}), else each
 * by its primary key if it is still expired. Neither waits for others while it holds a lock, so neither dead-locks with writers
 * or with other nodes. Who removed a row tells that the session expired.
 */
final class Sweeps implements Sweeping {

    /** The most rows of one batch. Their locks last as long as the batch does, some milliseconds. */
    static final int BATCH = 500;

    /** After so many batches of which nothing was left to remove, others are doing it. */
    private static final int MOST_FUTILE = 100;

    private final SessionDao rows;
    private final StoreState gate;
    private final InstantSource clock;
    private final StoreEvents events;

    /** Smaller after a batch that took too long, so that a slow database gets on too. */
    private volatile int batchSize = BATCH;

    Sweeps(SessionDao rows, StoreState gate, InstantSource clock, StoreEvents events) {
        this.rows = rows;
        this.gate = gate;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public int sweep(int atMost) {
        gate.requireOpen();
        StoreArguments.requireAtMost(atMost);
        int removed = 0;
        int futile = 0;
        while (removed < atMost && futile < MOST_FUTILE) {
            Batch batch = sweepOnce(clock.instant(), Math.min(batchSize, atMost - removed));
            if (batch.found() == 0) {
                break;
            }
            futile = batch.removed() == 0 ? futile + 1 : 0;
            removed += batch.removed();
        }
        return removed;
    }

    /** Until nothing is expired, or until another node turns out to be doing it. */
    void sweepAfter(Duration grace) {
        Batch batch;
        int limit;
        do {
            limit = batchSize;
            batch = sweepOnce(clock.instant().minus(grace), limit);
        } while (batch.found() == limit && batch.removed() > limit / 2);
    }

    /** How many expired rows were found, and how many of them this node removed. */
    private record Batch(int found, int removed) {}

    private Batch sweepOnce(Instant by, int limit) {
        List<String> removed = new ArrayList<>();
        try {
            OptionalInt found = gate.call(() -> rows.sweepBatch(by, limit, removed::addAll));
            batchSize = Math.min(BATCH, batchSize * 2);
            if (found.isPresent()) {
                return new Batch(found.getAsInt(), removed.size());
            }
        } catch (StoreUnavailableException e) {
            batchSize = Math.max(1, limit / 2);
            throw e;
        } finally {
            removed.forEach(sid -> events.publish(new StoreEvent.Expired(sid)));
        }
        return rowByRow(by, limit);
    }

    /** Shuffled, so that nodes that meet do not run after each other. */
    private Batch rowByRow(Instant by, int limit) {
        List<String> due = new ArrayList<>(gate.call(() -> rows.due(by, limit)));
        Collections.shuffle(due);
        int removed = 0;
        for (String sid : due) {
            if (gate.call(() -> rows.sweep(sid, by))) {
                removed++;
                events.publish(new StoreEvent.Expired(sid));
            }
        }
        return new Batch(due.size(), removed);
    }
}
