package dev.sessionstore.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What MySQL and MariaDB have in common. */
final class MySqlFiles {

    /** Creates the database and the user, each time a server starts. */
    static final String ACCOUNTS = """
            CREATE DATABASE IF NOT EXISTS sessions CHARACTER SET utf8mb4;
            CREATE USER IF NOT EXISTS 'sessions'@'%' IDENTIFIED BY 'sessions';
            GRANT ALL PRIVILEGES ON *.* TO 'sessions'@'%' WITH GRANT OPTION;
            """;

    private MySqlFiles() {}

    /** {@return the option without which the servers refuse to run as root, if needed} */
    static List<String> root() {
        return Lookup.isRoot() ? List.of("--user=root") : List.of();
    }

    /**
     * Starts a server in a folder of its own. Temporary files are there too, because MariaDB deletes those of other servers when it
     * starts. What is committed survives the end of the process, not that of the machine.
     *
     * @param template an initialised data folder, which is copied
     */
    static Running start(List<String> daemon, Path template, int port) {
        Path folder = ServerFiles.temporary("mysql");
        ServerFiles.copy(template, folder.resolve("data"));
        ServerFiles.delete(folder.resolve("data/auto.cnf"));
        try {
            Path accounts = Files.writeString(folder.resolve("accounts.sql"), ACCOUNTS);
            List<String> command = new ArrayList<>(daemon);
            command.addAll(List.of(
                    "--datadir=" + folder.resolve("data"),
                    "--tmpdir=" + folder,
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--socket=" + folder.resolve("socket"),
                    "--pid-file=" + folder.resolve("pid"),
                    "--init-file=" + accounts,
                    "--skip-name-resolve",
                    "--skip-log-bin",
                    "--performance-schema=OFF",
                    "--innodb-flush-log-at-trx-commit=2"));
            return ServerProcess.start(command, folder.resolve("server.log"), "ready for connections", "TERM");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
