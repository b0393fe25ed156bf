package dev.sessionstore.jdbc;

import dev.sessionstore.StoreException;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.ZoneId;

/** Finds the dialect of a database by its metadata. */
final class Dialects {

    private Dialects() {}

    /** To MySQL's driver MariaDB reports the product "MySQL", with its own name in the version. */
    static Dialect find(DatabaseMetaData metaData, ZoneId zone) throws SQLException {
        String product = metaData.getDatabaseProductName();
        if (product.equals("MariaDB") || metaData.getDatabaseProductVersion().contains("MariaDB")) {
            return new MySqlDialect("MariaDB");
        }
        return switch (product) {
            case "MySQL" -> new MySqlDialect("MySQL");
            case "PostgreSQL" -> new PostgresDialect(zone);
            case "H2" -> new H2Dialect();
            default ->
                throw new StoreException("There is no dialect for the database \"" + product
                        + "\". Known are MySQL, MariaDB, PostgreSQL and H2; for another one implement "
                        + Dialect.class.getName() + " and pass it to JdbcStore.builder(…).dialect(…)");
        };
    }
}
