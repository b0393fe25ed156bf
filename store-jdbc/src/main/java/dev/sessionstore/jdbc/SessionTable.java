package dev.sessionstore.jdbc;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The names of the sessions' table and its three columns, unquoted. Every statement quotes them, so any name that the database
 * allows works, in exactly this spelling.
 *
 * @param schema the table's schema (in MySQL and MariaDB: database), or null for the one that the connection is in
 * @param name the table
 * @param sid the column of the session's id, its primary key
 * @param data the column of the JSON text
 * @param expires the column of the expiry
 */
public record SessionTable(@Nullable String schema, String name, String sid, String data, String expires) {

    public SessionTable {
        if (schema != null) {
            requireName("schema", schema);
        }
        requireName("table", name);
        requireName("sid column", sid);
        requireName("data column", data);
        requireName("expiry column", expires);
    }

    SessionTable withSchema(String newSchema) {
        return new SessionTable(newSchema, name, sid, data, expires);
    }

    SessionTable withName(String newName) {
        return new SessionTable(schema, newName, sid, data, expires);
    }

    SessionTable withColumns(String newSid, String newData, String newExpires) {
        return new SessionTable(schema, name, newSid, newData, newExpires);
    }

    private static void requireName(String what, String name) {
        Objects.requireNonNull(name, what);
        if (name.isBlank() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the name of the " + what + " is blank or has a NUL character");
        }
    }

    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
