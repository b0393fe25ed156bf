package dev.sessionstore.jdbc;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The options of a {@link JdbcStore}, from {@link JdbcStore#builder(String)} or {@link JdbcStore#builder(DataSource)}. Not thread-safe. */
public final class JdbcStoreBuilder {

    /** The default timeout of a call. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    /** The default size of the pool that a store opens from a URL. */
    public static final int DEFAULT_POOL_SIZE = 10;

    private static final Duration START = Duration.ofSeconds(6);
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(250);

    private final @Nullable String url;
    private final @Nullable DataSource given;
    private boolean connectionWaitIsBounded;
    private @Nullable String user;
    private @Nullable String password;
    private int poolSize = DEFAULT_POOL_SIZE;
    private UnaryOperator<SessionTable> names = UnaryOperator.identity();
    private boolean createTable;
    private @Nullable String ownersTable;
    private Duration timeout = DEFAULT_TIMEOUT;
    private @Nullable Duration startTimeout;
    private ZoneId zone = ZoneOffset.UTC;
    private InstantSource clock = InstantSource.system();
    private @Nullable Dialect dialect;
    private Duration sweepEvery = Duration.ofMinutes(1);
    private Duration sweepGrace = Duration.ofMinutes(1);

    JdbcStoreBuilder(String url) {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("url: must begin with jdbc:, as in jdbc:postgresql://localhost/app");
        }
        this.url = url;
        this.given = null;
    }

    JdbcStoreBuilder(DataSource given) {
        this.url = null;
        this.given = Objects.requireNonNull(given, "dataSource");
    }

    /** The user to log in as. Only for stores from a URL. */
    public JdbcStoreBuilder user(String user) {
        this.user = ownPool("user", user);
        return this;
    }

    /** The password to log in with. Only for stores from a URL. */
    public JdbcStoreBuilder password(String password) {
        this.password = ownPool("password", password);
        return this;
    }

    /**
     * How many connections the store may open, by default {@value #DEFAULT_POOL_SIZE}. Only for stores from a URL.
     *
     * @param connections 1 or more
     */
    public JdbcStoreBuilder poolSize(int connections) {
        if (connections < 1) {
            throw new IllegalArgumentException("poolSize: at least 1, was " + connections);
        }
        this.poolSize = ownPool("poolSize", connections);
        return this;
    }

    /**
     * Declares that the data source stops waiting for a connection within the store's timeout. The store then borrows on the
     * calling thread and not on a thread of its own. A HikariCP pool is recognised without this. Only for stores on a data
     * source.
     */
    public JdbcStoreBuilder connectionWaitIsBounded() {
        if (given == null) {
            throw new IllegalArgumentException(
                    "connectionWaitIsBounded: applies to a data source only; the pool that the store opens from a URL"
                            + " always is bounded");
        }
        this.connectionWaitIsBounded = true;
        return this;
    }

    private <T> T ownPool(String option, T value) {
        if (given != null) {
            throw new IllegalArgumentException(
                    option + ": belongs to the given data source; set it there, or build the store from a URL");
        }
        return Objects.requireNonNull(value, option);
    }

    /**
     * The table's name, unquoted: by default {@code sessions}, in PostgreSQL {@code session}, as in Node's stores.
     */
    public JdbcStoreBuilder table(String name) {
        Objects.requireNonNull(name, "table");
        return named(table -> table.withName(name));
    }

    /** The table's schema (in MySQL and MariaDB: database), unquoted: by default the one that the connection is in. */
    public JdbcStoreBuilder schema(String schema) {
        Objects.requireNonNull(schema, "schema");
        return named(table -> table.withSchema(schema));
    }

    /**
     * The columns' names, unquoted: by default {@code session_id, data, expires} in MySQL and MariaDB, {@code sid, sess, expire}
     * in PostgreSQL, {@code sid, data, expires} in H2.
     *
     * @param sid the column of the session's id, the primary key
     * @param data the column of the JSON text
     * @param expires the column of the expiry
     */
    public JdbcStoreBuilder columns(String sid, String data, String expires) {
        return named(table -> table.withColumns(sid, data, expires));
    }

    private JdbcStoreBuilder named(UnaryOperator<SessionTable> change) {
        UnaryOperator<SessionTable> before = names;
        names = table -> change.apply(before.apply(table));
        return this;
    }

    /**
     * The name of the table of the index of owners, unquoted, in the schema of the sessions' table. By default that table's name and
     * {@code _owners}; if there is no such table, or the user may not read it, {@link JdbcStore#owners()} is empty and everything
     * else works. Named here, the table must be there, or {@link #createTable()} must be able to create it.
     */
    public JdbcStoreBuilder ownersTable(String name) {
        if (name.isBlank() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("ownersTable: the name is blank or has a NUL character");
        }
        this.ownersTable = name;
        return this;
    }

    /**
     * Creates what is missing when the store is built: the table of the sessions, with an index on the expiry, and beside it the
     * table of the index of owners. Any number of nodes may do so at once. Existing tables are not changed. When the database
     * refuses to create the table of owners, and {@link #ownersTable} was not called, a warning is logged and
     * {@link JdbcStore#owners()} is empty.
     */
    public JdbcStoreBuilder createTable() {
        this.createTable = true;
        return this;
    }

    /**
     * How long a call waits for the database, the wait for a free connection included; by default 2 s. A call ends within one
     * and a half times that and half a second. For a store from a URL it also limits each connection attempt.
     *
     * @param timeout from 250 ms to 1 hour
     */
    public JdbcStoreBuilder timeout(Duration timeout) {
        this.timeout = requireTime("timeout", timeout);
        return this;
    }

    /**
     * How long {@link #build()} waits for the database. By default the timeout, and at least 6 s, because the first connection
     * also loads the driver's classes, which takes a second or two, more on a busy machine.
     *
     * @param startTimeout from 250 ms to 1 hour
     */
    public JdbcStoreBuilder startTimeout(Duration startTimeout) {
        this.startTimeout = requireTime("startTimeout", startTimeout);
        return this;
    }

    private static Duration requireTime(String option, Duration time) {
        if (time.compareTo(LEAST_TIMEOUT) < 0 || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(option + ": from 250 ms to 1 hour, was " + time);
        }
        return time;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /**
     * The time zone of the values in PostgreSQL's {@code timestamp} column, by default UTC. Node's connect-pg-simple writes
     * them in the zone of its database session ({@code SHOW TimeZone} in psql), so with Node on the same table this must be that
     * zone. Other databases, and a {@code timestamptz} column, ignore it. In a zone with daylight saving, a session that ends in
     * the repeated hour ends up to an hour late, in Node too; in UTC none does.
     */
    public JdbcStoreBuilder zone(ZoneId zone) {
        this.zone = Objects.requireNonNull(zone, "zone");
        return this;
    }

    /** The application's clock, by default the system's. It alone decides which sessions are expired. */
    public JdbcStoreBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** The dialect of a database that the store does not know, see {@link Dialect}. */
    public JdbcStoreBuilder dialect(Dialect dialect) {
        this.dialect = Objects.requireNonNull(dialect, "dialect");
        return this;
    }

    /**
     * The mean pause between two sweeps of expired sessions, by default one minute. Each pause is random, from half to one and a
     * half times this. Without a sweeper, other nodes, Node's stores or {@link JdbcStore#sweeping()} remove expired sessions; the
     * last publishes {@link dev.sessionstore.StoreEvent.Expired} as the sweeper does.
     *
     * @param sweepEvery 10 ms or more, or zero for no sweeper
     */
    public JdbcStoreBuilder sweepEvery(Duration sweepEvery) {
        boolean fits = sweepEvery.isZero() || sweepEvery.compareTo(Duration.ofMillis(10)) >= 0;
        if (!fits || sweepEvery.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("sweepEvery: zero, or from 10 ms to 365 days, was " + sweepEvery);
        }
        this.sweepEvery = sweepEvery;
        return this;
    }

    /**
     * How long after its expiry the sweeper removes a session, by default one minute. The clocks of other nodes may be behind by
     * this much without losing sessions that are live by their clock.
     *
     * @param sweepGrace from zero to 365 days
     */
    public JdbcStoreBuilder sweepGrace(Duration sweepGrace) {
        if (sweepGrace.isNegative() || sweepGrace.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("sweepGrace: from zero to 365 days, was " + sweepGrace);
        }
        this.sweepGrace = sweepGrace;
        return this;
    }

    /**
     * Connects, inspects the table, and opens the store. When it throws, nothing is left open.
     *
     * @throws StoreUnavailableException when the database did not answer in time
     * @throws UnfitTableException when the table cannot keep sessions, such as one with a {@code jsonb} column, or the table of owners
     *     cannot keep entries
     * @throws StoreException when the database refused the connection, is of an unknown kind, or has no such table
     */
    public JdbcStore build() {
        Duration opening = startTimeout == null ? longer(timeout, START) : startTimeout;
        long deadline = System.nanoTime() + opening.toNanos();
        Connections connections = given == null
                ? Connections.open(
                        new DriverOptions(Objects.requireNonNull(url), user, password, timeout),
                        poolSize,
                        timeout,
                        deadline)
                : Connections.of(given, timeout, connectionWaitIsBounded);
        try {
            TableInspection opened = TableInspection.of(
                    connections.database(),
                    deadline,
                    new TableInspection.Options(dialect, zone, names, ownersTable, createTable));
            return new JdbcStore(
                    opened.dao(clock),
                    opened.ownersDao(clock),
                    clock,
                    opened.guarantees(),
                    new Sweeper.Plan(sweepEvery, sweepGrace),
                    connections);
        } catch (RuntimeException e) {
            connections.close(connections.deadline());
            throw e;
        }
    }
}
