package dev.sessionstore.jdbc;

import dev.sessionstore.Guarantee;
import dev.sessionstore.StoreException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a store finds out about its database and table when it is opened. */
record TableInspection(
        Database database, Dialect dialect, SessionTable table, TableTraits traits, Set<Guarantee> guarantees) {

    /**
     * Recognises the database and inspects the table on one connection; creates a missing table if the options say so.
     *
     * @param deadline by {@link System#nanoTime()}
     */
    static TableInspection of(
            Database database,
            long deadline,
            @Nullable Dialect given,
            ZoneId zone,
            UnaryOperator<SessionTable> names,
            boolean createTable) {
        return database.open(deadline, call -> {
            Connection connection = call.connection();
            DatabaseMetaData metaData = connection.getMetaData();
            Dialect dialect = given == null ? Dialects.find(metaData, zone) : given;
            SessionTable table = names.apply(dialect.defaultTable());
            TableTraits traits = inspect(connection, dialect, table, createTable);
            return new TableInspection(database, dialect, table, traits, guarantees(metaData));
        });
    }

    SessionDao dao(InstantSource clock) {
        return new SessionDao(database, dialect, table, traits, clock);
    }

    private static TableTraits inspect(Connection connection, Dialect dialect, SessionTable table, boolean createTable)
            throws SQLException {
        try {
            return dialect.inspect(connection, table);
        } catch (SQLException e) {
            if (!dialect.isMissingTable(e)) {
                throw e;
            }
        }
        if (!createTable) {
            throw new StoreException("There is no table " + table + " in this " + dialect.name()
                    + " database. Create it, with the statements of the documentation or with createTable()");
        }
        createBesideOthers(connection, Script.ddl(dialect, table));
        return dialect.inspect(connection, table);
    }

    /** Tries twice, because H2 can fail internally while other nodes create the table at the same moment. */
    private static void createBesideOthers(Connection connection, Iterable<String> statements) throws SQLException {
        try {
            create(connection, statements);
        } catch (SQLException first) {
            try {
                create(connection, statements);
            } catch (SQLException second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    /** In one transaction, where the database supports that for DDL. */
    private static void create(Connection connection, Iterable<String> statements) throws SQLException {
        connection.setAutoCommit(false);
        try (java.sql.Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** A database in memory is lost with its last connection or with the process. */
    private static Set<Guarantee> guarantees(DatabaseMetaData metaData) throws SQLException {
        Set<Guarantee> guarantees = EnumSet.of(Guarantee.SHARED, Guarantee.DURABLE, Guarantee.EXPIRED_EVENTS);
        String url = metaData.getURL();
        if (url != null && url.startsWith("jdbc:h2:mem:")) {
            guarantees.remove(Guarantee.DURABLE);
        }
        return guarantees;
    }
}
