package dev.sessionstore.testsupport;

import java.net.URI;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A database server that runs for tests, with an empty database and a user who may do everything. */
public final class SqlServer implements AutoCloseable {

    private final String jdbcUrl;
    private final String user;
    private final String password;
    private final @Nullable Running running;

    private SqlServer(String jdbcUrl, String user, String password, @Nullable Running running) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
        this.running = running;
    }

    static SqlServer of(String jdbcUrl, String user, String password, Running running) {
        return new SqlServer(jdbcUrl, user, password, running);
    }

    /** One that somebody else runs, named by a URL with user and password among its parameters. */
    static SqlServer foreign(String jdbcUrl) {
        return new SqlServer(jdbcUrl, parameter(jdbcUrl, "user"), parameter(jdbcUrl, "password"), null);
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

    /** {@return where it listens} */
    public String host() {
        return URI.create(jdbcUrl.substring("jdbc:".length())).getHost();
    }

    /** {@return where it listens} */
    public int port() {
        return URI.create(jdbcUrl.substring("jdbc:".length())).getPort();
    }

    /** {@return the name of the database} */
    public String database() {
        return URI.create(jdbcUrl.substring("jdbc:".length())).getPath().substring(1);
    }

    /** {@return who may do everything there} */
    public String user() {
        return user;
    }

    /** {@return the user's password} */
    public String password() {
        return password;
    }

    /** Starts it again after {@link #stop()} or {@link #kill()}, on the same port with the same data, and waits for it. */
    public void startAgain() {
        own().start();
    }

    /** Ends it as an operator would, and waits for it. */
    public void stop() {
        own().stop();
    }

    /** Ends it as a power cut would. */
    public void kill() {
        own().kill();
    }

    /** {@return what it has printed since it was started the last time} */
    public String output() {
        return own().output();
    }

    private Running own() {
        if (running == null) {
            throw new UnsupportedOperationException("This server is not ours to stop");
        }
        return running;
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
    }
}
