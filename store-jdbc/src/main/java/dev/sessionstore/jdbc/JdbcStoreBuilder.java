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

    /** How long to wait for the database when nothing else is said. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    /** How many connections a pool of the store's own has when nothing else is said. */
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
    private Duration timeout = DEFAULT_TIMEOUT;
    private @Nullable Duration startTimeout;
    private ZoneId zone = ZoneOffset.UTC;
    private InstantSource clock = InstantSource.system();
    private @Nullable Dialect dialect;
    private Duration sweepEvery = Duration.ofMinutes(1);
    private Duration sweepGrace = Duration.ofMinutes(1);

    JdbcStoreBuilder(String url) {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("url: begins with jdbc:, as in jdbc:postgresql://localhost/app");
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
     * Says that the data source gives up waiting for a connection within the store's timeout. Then it is asked on the calling
     * thread, instead of in a thread of the store's that the call waits for. A pool of HikariCP is recognised by itself. Only
     * for stores on a data source.
     */
    public JdbcStoreBuilder connectionWaitIsBounded() {
        if (given == null) {
            throw new IllegalArgumentException(
                    "connectionWaitIsBounded: is said of a data source; the pool that the store"
                            + " opens from a URL always is");
        }
        this.connectionWaitIsBounded = true;
        return this;
    }

    private <T> T ownPool(String option, T value) {
        if (given != null) {
            throw new IllegalArgumentException(
                    option + ": belongs to the data source that this store was given; set it there, or give a URL");
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
     * @param sid the session's id, the primary key
     * @param data the JSON text
     * @param expires the expiry
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
     * Creates the table, with an index on the expiry, if there is none when the store is built. Any number of nodes may do so
     * at once. A table that is there stays as it is.
     */
    public JdbcStoreBuilder createTable() {
        this.createTable = true;
        return this;
    }

    /**
     * How long a call waits for the database, by default 2 s, waiting for a free connection included; a call ends within one
     * and a half times that and half a second. From a URL, also how long connecting may take.
     *
     * @param timeout from 250 ms to 1 hour
     */
    public JdbcStoreBuilder timeout(Duration timeout) {
        this.timeout = requireTime("timeout", timeout);
        return this;
    }

    /**
     * How long {@link #build()} waits for the database. By default the timeout, and at least 6 s: the first connection loads the
     * driver and its classes, which takes a second or two, more on a busy machine, and is no fault of the database.
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
     * The zone in which PostgreSQL's {@code timestamp} column is to be understood, by default UTC. Node's connect-pg-simple
     * writes it in the zone that the server gives its sessions ({@code SHOW TimeZone} in psql), so with Node on the same table
     * this has to be that zone. Other databases, and a {@code timestamptz} column, need none. In a zone with daylight saving,
     * a session that ends in the hour that comes twice ends up to an hour late, as it does for Node; with UTC none does.
     */
    public JdbcStoreBuilder zone(ZoneId zone) {
        this.zone = Objects.requireNonNull(zone, "zone");
        return this;
    }

    /** The application's clock, by default the system's. What is expired is measured by it alone. */
    public JdbcStoreBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** For a database that is not known: see {@link Dialect}. */
    public JdbcStoreBuilder dialect(Dialect dialect) {
        this.dialect = Objects.requireNonNull(dialect, "dialect");
        return this;
    }

    /**
     * How often the store removes expired sessions by itself, by default every minute. Each pause is drawn from half to one and
     * a half times this. Without a sweeper, expired sessions are left to other nodes, to Node's stores or to
     * {@link JdbcStore#sweeping()}, which tells {@link dev.sessionstore.StoreEvent.Expired} as the sweeper does.
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
     * How long after its expiry the sweeper removes a session, by default one minute: the clocks of other nodes may be late by
     * this much without losing sessions that they still take for live.
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
     * Connects, looks at the table, and opens the store.
     *
     * @throws StoreUnavailableException when the database could not be reached in time; nothing is left open
     * @throws UnfitTableException when sessions would not keep in the table that is there, such as with a {@code jsonb} column
     * @throws StoreException when the database refused, is not known, or the table is missing
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
            TableInspection opened =
                    TableInspection.of(connections.database(), deadline, dialect, zone, names, createTable);
            return new JdbcStore(
                    opened.rows(clock),
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
