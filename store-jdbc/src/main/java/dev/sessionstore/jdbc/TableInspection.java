package dev.sessionstore.jdbc;

import dev.sessionstore.Guarantee;
import dev.sessionstore.StoreException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a store finds out about its database and tables when it is opened. */
record TableInspection(
        Database database,
        Dialect dialect,
        SessionTable table,
        TableTraits traits,
        Optional<OwnersInspection> owners,
        Set<Guarantee> guarantees) {

    /** The options of the builder that say which tables there are. */
    record Options(
            @Nullable Dialect dialect,
            ZoneId zone,
            UnaryOperator<SessionTable> names,
            @Nullable String ownersTable,
            boolean createTable) {}

    /**
     * Recognises the database and inspects the tables on one connection; creates missing ones if the options say so.
     *
     * @param deadline by {@link System#nanoTime()}
     */
    static TableInspection of(Database database, long deadline, Options options) {
        return database.open(deadline, call -> {
            Connection connection = call.connection();
            DatabaseMetaData metaData = connection.getMetaData();
            Dialect dialect = options.dialect() == null ? Dialects.find(metaData, options.zone()) : options.dialect();
            SessionTable table = options.names().apply(dialect.defaultTable());
            TableTraits traits = inspect(connection, dialect, table, options.createTable());
            Optional<OwnersInspection> owners = OwnersInspection.of(
                    call, dialect, OwnersTable.of(table, options.ownersTable()), traits, options.createTable());
            return new TableInspection(database, dialect, table, traits, owners, guarantees(metaData));
        });
    }

    SessionDao dao(InstantSource clock) {
        return new SessionDao(database, dialect, table, traits, clock);
    }

    Optional<OwnersDao> ownersDao(InstantSource clock) {
        return owners.map(found -> new OwnersDao(database, dialect, found.table(), traits, found.rowLocks(), clock));
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
    static void createBesideOthers(Connection connection, Iterable<String> statements) throws SQLException {
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
