package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Checks that a table of PostgreSQL keeps sessions exactly, by the system catalog. */
final class PostgresTable {

    private static final int LONGEST_SID = 128;

    /** Catalog columns of later PostgreSQL versions are read through JSON, where they may be absent. */
    private static final String COLUMNS = "SELECT a.attname, t.typname, format_type(a.atttypid, a.atttypmod),"
            + " a.atttypmod - 4, c.collname, to_json(c) ->> 'collisdeterministic', to_json(a) ->> 'attgenerated',"
            + " r.relpersistence"
            + " FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid JOIN pg_class r ON r.oid = a.attrelid"
            + " LEFT JOIN pg_collation c ON c.oid = a.attcollation"
            + " WHERE a.attrelid = CAST(CAST(? AS text) AS regclass) AND a.attnum > 0";

    /** The collations of the indexes that make the ids unique, and whether they are deterministic. */
    private static final String UNIQUE = "SELECT COALESCE(c.collname, 'default'),"
            + " COALESCE(to_json(c) ->> 'collisdeterministic', 'true') = 'true'"
            + " FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
            + " LEFT JOIN pg_collation c ON c.oid = i.indcollation[0]"
            + " WHERE i.indrelid = CAST(CAST(? AS text) AS regclass) AND a.attname = ? AND i.indisunique"
            + " AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL"
            + " AND COALESCE(CAST(to_json(i) ->> 'indnkeyatts' AS int), i.indnatts) = 1";

    private final Connection connection;
    private final SessionTable table;
    private final String quoted;
    private final Map<String, Column> columns;

    private record Column(
            String type,
            String fullType,
            int characters,
            String collation,
            boolean deterministic,
            boolean generated,
            boolean temporary) {}

    PostgresTable(Connection connection, Dialect dialect, SessionTable table) throws SQLException {
        this.connection = connection;
        this.table = table;
        String schema = table.schema() == null ? "" : dialect.quote(table.schema()) + ".";
        this.quoted = schema + dialect.quote(table.name());
        this.columns = columns();
    }

    /** {@return the type of the expiry column} */
    String requireFit() throws SQLException {
        requireEncoding();
        Column sid = fit(table.sid(), Set.of("varchar", "text"), "varchar or text");
        if (sid.type.equals("varchar") && sid.characters >= 0 && sid.characters < LONGEST_SID) {
            throw unfit(table.sid(), sid.fullType, "too short for ids of " + LONGEST_SID + " characters", "varchar");
        }
        Column data = fit(table.data(), Set.of("json", "text", "varchar"), "json or text");
        if (data.type.equals("varchar") && data.characters >= 0) {
            throw unfit(table.data(), data.fullType, "which cuts texts short", "json or text");
        }
        Column expires = fit(table.expires(), Set.of("timestamp", "timestamptz"), "timestamp or timestamptz");
        requireUnique();
        return expires.type;
    }

    private Column fit(String name, Set<String> types, String wanted) {
        Column column = columns.get(name);
        if (column == null) {
            throw new UnfitTableException("the catalog does not show column " + name + " of table " + table);
        }
        if (!types.contains(column.type)) {
            String why =
                    column.type.equals("jsonb") ? "which rewrites the text" : "in which sessions do not keep exactly";
            throw unfit(name, "of type " + column.fullType, why, wanted);
        }
        if (!column.deterministic) {
            throw unfit(
                    name,
                    column.fullType + " COLLATE \"" + column.collation + '"',
                    "a collation that takes different texts for one",
                    column.fullType + " with a deterministic collation, such as COLLATE \"default\"");
        }
        if (column.generated) {
            throw unfit(name, "a generated column", "which cannot be written", "a plain column");
        }
        if (column.temporary) {
            throw new UnfitTableException(
                    "table " + table + " is temporary, so each connection has its own; make it a plain table");
        }
        return column;
    }

    /** A database in another encoding refuses characters that it lacks, or returns other ones. */
    private void requireEncoding() throws SQLException {
        String encoding = one("SHOW server_encoding");
        if (!encoding.equals("UTF8")) {
            throw new UnfitTableException("columns " + table.sid() + " and " + table.data() + " of table " + table
                    + " are in the encoding of their database, " + encoding
                    + ", which does not have every character; make it a database with ENCODING 'UTF8'");
        }
    }

    private void requireUnique() throws SQLException {
        boolean unique = false;
        try (PreparedStatement statement = connection.prepareStatement(UNIQUE)) {
            statement.setString(1, quoted);
            statement.setString(2, table.sid());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!rows.getBoolean(2)) {
                        throw unfit(
                                table.sid(),
                                "unique by an index COLLATE \"" + rows.getString(1) + '"',
                                "a collation that takes different ids for one",
                                "PRIMARY KEY with a deterministic collation");
                    }
                    unique = true;
                }
            }
        }
        if (!unique) {
            throw unfit(
                    table.sid(),
                    "without a unique index of its own",
                    "so that one id may have several rows",
                    "PRIMARY KEY");
        }
    }

    private String one(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Map<String, Column> columns() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, quoted);
            Map<String, Column> found = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String generated = rows.getString(7);
                    found.put(
                            rows.getString(1),
                            new Column(
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getInt(4),
                                    String.valueOf(rows.getString(5)),
                                    !"false".equals(rows.getString(6)),
                                    generated != null && !generated.isBlank(),
                                    rows.getString(8).equals("t")));
                }
            }
            return found;
        }
    }

    private UnfitTableException unfit(String column, String is, String why, String wanted) {
        return new UnfitTableException(
                "column " + column + " of table " + table + " is " + is + ", " + why + "; make it " + wanted);
    }
}
