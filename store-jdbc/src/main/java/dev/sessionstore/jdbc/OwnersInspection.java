package dev.sessionstore.jdbc;

import dev.sessionstore.StoreException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table of owners that was found when the store was opened.
 *
 * @param table its name
 * @param rowLocks whether a transaction locks its rows until its end
 */
record OwnersInspection(OwnersTable table, boolean rowLocks) {

    private static final System.Logger LOG = System.getLogger(OwnersInspection.class.getName());

    private static final List<String> COLUMNS = List.of("sid", "owner", "until", "bound", "since");

    /** What a SELECT from the table says. */
    private enum Found {
        THERE,
        MISSING,
        FORBIDDEN
    }

    /**
     * Inspects the table; creates a missing one if the options say so.
     *
     * @param table empty if there is no name for it
     * @return empty if there is none, or the user may not read it, and the options do not name it
     * @throws UnfitTableException when it cannot keep entries
     */
    static Optional<OwnersInspection> of(
            Database.Call call, Dialect dialect, Optional<OwnersTable> table, TableTraits traits, boolean createTable)
            throws SQLException {
        if (table.isEmpty()) {
            return Optional.empty();
        }
        OwnersTable owners = table.get();
        if (!Script.hasOwners(dialect)) {
            if (owners.isNamed()) {
                throw new StoreException("ownersTable: the script of dialect " + dialect.name()
                        + " has no statements for an index of owners");
            }
            return Optional.empty();
        }
        Found found = find(call.connection(), dialect, owners);
        if (found == Found.MISSING && createTable) {
            found = create(call.connection(), dialect, owners, traits);
        }
        if (found == Found.THERE) {
            boolean rowLocks = dialect.inspectOwners(call.connection(), owners.sessions(), owners.name());
            return Optional.of(new OwnersInspection(owners, rowLocks));
        }
        if (owners.isNamed()) {
            throw new StoreException(
                    found == Found.MISSING
                            ? "There is no table " + owners + " in this " + dialect.name()
                                    + " database, which ownersTable(…) names. Create it, with the statements of the"
                                    + " documentation or with createTable()"
                            : "The user may not read table " + owners + ", which ownersTable(…) names");
        }
        LOG.log(Level.DEBUG, "There is no table {0} that this user may read, so owners() is empty", owners);
        return Optional.empty();
    }

    private static Found find(Connection connection, Dialect dialect, OwnersTable owners) throws SQLException {
        String schema = owners.sessions().schema();
        String nothing = COLUMNS.stream().map(dialect::quote).collect(Collectors.joining(", ", "SELECT ", " FROM "))
                + (schema == null ? "" : dialect.quote(schema) + ".") + dialect.quote(owners.name()) + " WHERE 1 = 0";
        try (PreparedStatement statement = connection.prepareStatement(nothing)) {
            statement.executeQuery().close();
            return Found.THERE;
        } catch (SQLException e) {
            if (dialect.isMissingTable(e)) {
                return Found.MISSING;
            }
            if (SqlErrorCodes.isForbidden(e)) {
                return Found.FORBIDDEN;
            }
            if (SqlErrorCodes.isMissingColumn(e)) {
                UnfitTableException unfit =
                        new UnfitTableException("table " + owners + " is no index of owners: it lacks"
                                + " one of the columns " + String.join(", ", COLUMNS)
                                + "; create it anew, with the statements of the documentation, or name another one with"
                                + " ownersTable(…)");
                unfit.initCause(e);
                throw unfit;
            }
            throw e;
        }
    }

    /** A user of an existing table of sessions may lack the privilege, and then goes on without the index. */
    private static Found create(Connection connection, Dialect dialect, OwnersTable owners, TableTraits traits)
            throws SQLException {
        try {
            TableInspection.createBesideOthers(connection, Script.ddl(dialect, owners, traits.words()));
        } catch (SQLException e) {
            if (SqlErrorCodes.isUnavailable(e) && !SqlErrorCodes.isReadOnly(e)) {
                throw e;
            }
            if (find(connection, dialect, owners) == Found.THERE) {
                return Found.THERE; // another node has made it meanwhile
            }
            if (owners.isNamed()) {
                throw new StoreException(
                        "createTable() could not create table " + owners + ", which ownersTable(…) names: "
                                + e.getMessage(),
                        e);
            }
            LOG.log(
                    Level.WARNING,
                    () -> "createTable() could not create table " + owners + ", so owners() is empty: "
                            + e.getMessage());
            return Found.MISSING;
        }
        return find(connection, dialect, owners);
    }
}
