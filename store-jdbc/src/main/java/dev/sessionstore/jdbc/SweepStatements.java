package dev.sessionstore.jdbc;

/**
 * The statements that remove the expired rows of one table.
 *
 * @param expired finds some
 * @param one removes those of one sid
 * @param batch removes many at once; optional
 * @param lock locks some of those that were found; optional
 * @param locked removes what was locked; optional
 */
record SweepStatements(
        SqlStatement expired, SqlStatement one, SqlStatement batch, SqlStatement lock, SqlStatement locked) {

    static final SweepStatements SESSIONS = new SweepStatements(
            SqlStatement.EXPIRED,
            SqlStatement.SWEEP,
            SqlStatement.SWEEP_BATCH,
            SqlStatement.LOCK_EXPIRED,
            SqlStatement.SWEEP_LOCKED);

    static final SweepStatements ENTRIES = new SweepStatements(
            SqlStatement.ENDED,
            SqlStatement.SWEEP_ENTRY,
            SqlStatement.SWEEP_ENTRIES,
            SqlStatement.LOCK_ENDED,
            SqlStatement.SWEEP_LOCKED_ENTRIES);
}
