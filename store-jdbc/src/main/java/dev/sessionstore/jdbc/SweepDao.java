package dev.sessionstore.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Sends the statements that remove the expired rows of one table: sessions, or entries of the index of owners. */
final class SweepDao {

    private final Database database;
    private final Dialect dialect;
    private final Script script;
    private final SweepStatements statements;
    private final SweepBatch batch;

    /**
     * @param rowLocks whether a transaction locks the table's rows until its end
     */
    SweepDao(Database database, Dialect dialect, Script script, SweepStatements statements, boolean rowLocks) {
        this.database = database;
        this.dialect = dialect;
        this.script = script;
        this.statements = statements;
        this.batch = new SweepBatch(script, statements, rowLocks);
    }

    /** {@return ids of rows that were expired at that time, the earliest expiry first} */
    List<String> expired(Instant by, int limit) {
        return call(c -> c.strings(script.get(statements.expired()), Map.of("now", dialect.now(by), "limit", limit)));
    }

    /** {@return whether this call, and thus no other one, removed the row} */
    boolean sweep(String sid, Instant by) {
        return call(c -> c.update(script.get(statements.one()), Map.of("sid", sid, "now", dialect.now(by))) > 0);
    }

    /** As {@link SweepBatch#run}. */
    OptionalInt sweepBatch(Instant by, int limit, Consumer<List<String>> removed) {
        return call(c -> batch.run(c, dialect.now(by), limit, removed));
    }

    private <T> T call(Database.Work<T> work) {
        return database.call("sweep", dialect.name(), work);
    }
}
