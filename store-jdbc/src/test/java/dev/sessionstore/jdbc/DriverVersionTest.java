package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The drivers and the pool on the class path have the versions that the build names. */
@Tag("slow")
class DriverVersionTest {

    @ParameterizedTest
    @CsvSource({"mysql, MYSQL", "mariadb, MARIADB", "postgresql, POSTGRESQL", "h2, H2"})
    void theDriverIsTheOneThatTheBuildNames(String name, Db db) throws Exception {
        try (Connection connection = DriverManager.getConnection(db.url(), db.user(), db.password())) {
            assertThat(connection.getMetaData().getDriverVersion())
                    .contains(System.getProperty("sessionstore." + name + ".version"));
        }
    }

    @ParameterizedTest
    @CsvSource("hikari")
    void thePoolIsTheOneThatTheBuildNames(String name) throws Exception {
        Path jar = Path.of(HikariDataSource.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(jar.getFileName())
                .hasToString("HikariCP-" + System.getProperty("sessionstore." + name + ".version") + ".jar");
    }
}
