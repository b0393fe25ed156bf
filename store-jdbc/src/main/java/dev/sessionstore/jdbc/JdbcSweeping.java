package dev.sessionstore.jdbc;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.Sweeping;
import java.time.Duration;
import java.util.Optional;

/** Sweeps the sessions, then the entries of the index of owners if there is one. Entries are not counted and publish nothing. */
final class JdbcSweeping implements Sweeping {

    private final StoreState state;
    private final TableSweeper sessions;
    private final Optional<TableSweeper> entries;

    JdbcSweeping(StoreState state, TableSweeper sessions, Optional<TableSweeper> entries) {
        this.state = state;
        this.sessions = sessions;
        this.entries = entries;
    }

    @Override
    public int sweep(int atMost) {
        state.requireOpen();
        StoreArguments.requireAtMost(atMost);
        int removed = sessions.sweep(atMost);
        entries.ifPresent(table -> table.sweep(atMost));
        return removed;
    }

    /** Sweeps until nothing is expired, or until another node is found to do the same. */
    void sweepAfter(Duration grace) {
        sessions.sweepAfter(grace);
        entries.ifPresent(table -> table.sweepAfter(grace));
    }
}
