package dev.sessionstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Checks that a table of owners of MySQL or MariaDB keeps entries exactly, and joins with the table of the sessions. */
final class MySqlOwnersTable {

    private static final int DIGEST = 64;
    private static final String KEY = "sid,owner";

    private MySqlOwnersTable() {}

    /** {@return the type of a column of ids, for a CREATE TABLE} */
    static String type(MySqlTable.Column sid) {
        String collation = String.valueOf(sid.collation());
        return sid.fullType() + " CHARACTER SET " + collation.substring(0, Math.max(0, collation.indexOf('_')))
                + " COLLATE " + collation;
    }

    /**
     * @param sessionSid the id column of the sessions, which the listing joins: with another collation it could not use an index
     */
    static void requireFit(Connection connection, MySqlTable found, SessionTable owners, MySqlTable.Column sessionSid)
            throws SQLException {
        MySqlTable.Column sid = found.find("sid");
        if (!type(sid).equals(type(sessionSid))) {
            throw unfit(owners, "sid", type(sid) + ", unlike the ids of the sessions", type(sessionSid));
        }
        MySqlTable.Column owner = found.find("owner");
        if (!owner.type().endsWith("char") || owner.characters() < DIGEST) {
            throw unfit(owners, "owner", owner.fullType(), "char(64) CHARACTER SET ascii COLLATE ascii_bin");
        }
        for (String number : List.of("until", "bound", "since")) {
            MySqlTable.Column column = found.find(number);
            if (!column.type().equals("bigint")) {
                throw unfit(owners, number, column.fullType(), "bigint");
            }
        }
        requireKey(connection, owners);
    }

    /** An upsert updates the row that any unique index finds, so another unique index would let one entry overwrite another. */
    private static void requireKey(Connection connection, SessionTable owners) throws SQLException {
        String sql = "SELECT index_name, GROUP_CONCAT(column_name ORDER BY seq_in_index), MAX(sub_part) IS NULL"
                + " FROM information_schema.statistics WHERE non_unique = 0 AND table_schema = COALESCE(?, DATABASE())"
                + " AND table_name = ? GROUP BY index_name";
        boolean primary = false;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, owners.schema());
            statement.setString(2, owners.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!rows.getString(1).equals("PRIMARY")) {
                        throw new UnfitTableException("index " + rows.getString(1) + " of table " + owners
                                + " is unique, so that one entry would overwrite another; make it an index that is not"
                                + " unique");
                    }
                    primary = rows.getString(2).toLowerCase(Locale.ROOT).equals(KEY) && rows.getBoolean(3);
                }
            }
        }
        if (!primary) {
            throw new UnfitTableException(
                    "table " + owners + " has another key than its columns sid and owner, in this order and in their"
                            + " whole length; make it PRIMARY KEY (sid, owner)");
        }
    }

    private static UnfitTableException unfit(SessionTable owners, String column, String is, String wanted) {
        return new UnfitTableException(
                "column " + column + " of table " + owners + " is " + is + "; make it " + wanted);
    }
}
