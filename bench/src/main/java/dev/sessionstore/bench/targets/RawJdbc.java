package dev.sessionstore.bench.targets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** JDBC over a pool: one autocommit prepared statement each. */
final class RawJdbc implements RawClient {

    private final DataSource pool;
    private final Sql sql;
    private final AutoCloseable owned;

    RawJdbc(DataSource pool, Sql sql, AutoCloseable owned) {
        this.pool = pool;
        this.sql = sql;
        this.owned = owned;
    }

    private long later() {
        return sql.time().applyAsLong(Instant.now().plus(LIFETIME));
    }

    @Override
    public @Nullable String get(String sid) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.get())) {
            statement.setString(1, sid);
            statement.setLong(2, sql.time().applyAsLong(Instant.now()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    @Override
    public void set(String sid, String json) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.set())) {
            statement.setString(1, sid);
            statement.setString(2, json);
            statement.setLong(3, later());
            statement.executeUpdate();
        }
    }

    @Override
    public boolean touch(String sid) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.touch())) {
            statement.setLong(1, later());
            statement.setString(2, sid);
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public boolean delete(String sid) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.delete())) {
            statement.setString(1, sid);
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public void close() throws Exception {
        owned.close();
    }
}
