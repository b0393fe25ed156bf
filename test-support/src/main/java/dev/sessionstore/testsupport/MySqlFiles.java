package dev.sessionstore.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What MySQL and MariaDB have in common. */
final class MySqlFiles {

    static final String USER = "sessions";
    static final String PASSWORD = "sessions";

    private static final String PEOPLE = """
            CREATE DATABASE IF NOT EXISTS sessions CHARACTER SET utf8mb4;
            CREATE USER IF NOT EXISTS 'sessions'@'%' IDENTIFIED BY 'sessions';
            GRANT ALL PRIVILEGES ON *.* TO 'sessions'@'%' WITH GRANT OPTION;
            """;

    private MySqlFiles() {}

    /** {@return options for a server in a folder of its own, which makes its database and user when it starts} */
    static List<String> options(Path folder, int port) {
        try {
            Path people = Files.writeString(folder.resolve("people.sql"), PEOPLE);
            return List.of(
                    "--datadir=" + folder.resolve("data"),
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--socket=" + folder.resolve("socket"),
                    "--pid-file=" + folder.resolve("pid"),
                    "--init-file=" + people,
                    "--skip-name-resolve",
                    "--performance-schema=OFF",
                    "--innodb-flush-log-at-trx-commit=2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what an image runs when it starts for the first time, to the same end} */
    static String people() {
        return PEOPLE;
    }
}
