package dev.sessionstore.jdbc;

import dev.sessionstore.StoreException;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.ZoneId;

/** Finds the dialect of a database by what it says of itself. */
final class Dialects {

    private Dialects() {}

    /** MariaDB says "MySQL" to MySQL's driver, with its own name in the version. */
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
                throw new StoreException("The database says that it is \"" + product
                        + "\", for which there is no dialect. Known are MySQL, MariaDB, PostgreSQL and H2; for another one"
                        + " implement " + Dialect.class.getName() + " and give it to JdbcStore.builder(…).dialect(…)");
        };
    }
}
