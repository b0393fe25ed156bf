package dev.sessionstore.testsupport;

import java.net.URI;
import java.util.Arrays;
import java.util.Objects;

/** A database server for tests, with an empty database and a user with all privileges. */
public final class SqlServer implements AutoCloseable {

    private final String jdbcUrl;
    private final String user;
    private final String password;
    private final Running running;

    SqlServer(String jdbcUrl, String user, String password, Running running) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        this.running = running;
    }

    /** A server that a test did not start, named by a URL with user and password among its parameters. */
    static SqlServer external(String jdbcUrl) {
        return new SqlServer(
                jdbcUrl, parameter(jdbcUrl, "user"), parameter(jdbcUrl, "password"), ExternalServer.INSTANCE);
    }

    private static String parameter(String jdbcUrl, String name) {
        String query = Objects.requireNonNullElse(
                URI.create(jdbcUrl.substring("jdbc:".length())).getQuery(), "");
        return Arrays.stream(query.split("&"))
                .filter(p -> p.startsWith(name + "="))
                .map(p -> p.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** {@return the URL of the database} */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** {@return the URL of the database through another address, such as a proxy's} */
    public String jdbcUrl(String host, int port) {
        URI uri = URI.create(jdbcUrl.substring("jdbc:".length()));
        String query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
        return "jdbc:" + uri.getScheme() + "://" + host + ":" + port + uri.getPath() + query;
    }

    /** {@return its host} */
    public String host() {
        return URI.create(jdbcUrl.substring("jdbc:".length())).getHost();
    }

    /** {@return its port} */
    public int port() {
        return URI.create(jdbcUrl.substring("jdbc:".length())).getPort();
    }

    /** {@return the name of the database} */
    public String database() {
        return URI.create(jdbcUrl.substring("jdbc:".length())).getPath().substring(1);
    }

    /** {@return a user with all privileges} */
    public String user() {
        return user;
    }

    /** {@return the user's password} */
    public String password() {
        return password;
    }

    /** Restarts it after {@link #stop()} or {@link #kill()}, on the same port with the same data, and waits until it is ready. */
    public void startAgain() {
        running.start();
    }

    /** Stops it in an orderly way and waits for its end. */
    public void stop() {
        running.stop();
    }

    /** Kills it, as a crash would, and waits for its end. */
    public void kill() {
        running.kill();
    }

    /** {@return its output since its last start} */
    public String output() {
        return running.output();
    }

    @Override
    public void close() {
        running.close();
    }
}
