package dev.sessionstore.jdbc;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.Sweeping;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Removes expired rows: reads which they are, then deletes each by its primary key if it is still expired. Such statements lock
 * one row each, so they neither block writers nor dead-lock with them or with other nodes. Whose DELETE found the row tells
 * that the session expired. Batches are shuffled, so that nodes that meet do not run after each other row by row.
 */
final class Sweeps implements Sweeping {

    private static final int BATCH = 500;

    /** After so many batches of which nothing was left to remove, others are doing it. */
    private static final int MOST_FUTILE = 100;

    private final Rows rows;
    private final Gate gate;
    private final InstantSource clock;
    private final StoreEvents events;

    Sweeps(Rows rows, Gate gate, InstantSource clock, StoreEvents events) {
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
            Batch batch = sweepOnce(clock.instant(), Math.min(BATCH, atMost - removed));
            if (batch.size() == 0) {
                break;
            }
            futile = batch.removed() == 0 ? futile + 1 : 0;
            removed += batch.removed();
        }
        return removed;
    }

    /** Until nothing is due, or until another node turns out to be doing it. */
    void sweepAfter(Duration grace) {
        Batch batch;
        do {
            batch = sweepOnce(clock.instant().minus(grace), BATCH);
        } while (batch.size() == BATCH && batch.removed() > BATCH / 2);
    }

    /** How many rows were due, and how many of them this node removed. */
    private record Batch(int size, int removed) {}

    private Batch sweepOnce(Instant by, int limit) {
        List<String> due = new ArrayList<>(gate.call(() -> rows.due(by, limit)));
        Collections.shuffle(due);
        int removed = 0;
        for (String sid : due) {
            if (gate.call(() -> rows.sweep(sid, by))) {
                removed++;
                events.tell(new StoreEvent.Expired(sid));
            }
        }
        return new Batch(due.size(), removed);
    }
}
