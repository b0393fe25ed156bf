package dev.sessionstore.jdbc;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Subscription;
import dev.sessionstore.Sweeping;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions in a table of a relational database: the table of express-mysql-session in MySQL and MariaDB, the table of
 * connect-pg-simple in PostgreSQL, its own table in H2. Node applications that use those stores share its sessions. Thread-safe.
 *
 * <p>Every operation is one prepared statement in autocommit mode: get a SELECT, set an upsert, touch an UPDATE, destroy a
 * DELETE, create an INSERT, replace an UPDATE that compares the text byte by byte. A second statement follows only when the
 * first changed no row and the result depends on the reason (replace: gone or changed; touch on MySQL, MariaDB and H2: no
 * session, or nothing to change), and when create finds an expired, unswept record. A statement is sent again only when the
 * server answered that it rolled the statement back because of a deadlock.
 *
 * <p>The expiry has the precision of the table: seconds, rounded half up, in MySQL and MariaDB; seconds, rounded up, in
 * PostgreSQL; milliseconds in H2. Node's stores round alike, so both agree on which sessions are expired. A session ends up to
 * {@link #resolution()} late and never early. The current time is always read from the application's clock. Expired rows are
 * invisible at once. A sweeper thread (one daemon per store, stopped by {@link #close()}) removes them later, see
 * {@link JdbcStoreBuilder#sweepEvery}.
 *
 * <p>An id that ends with a space is refused when the table's collation ignores such spaces, as the default ones of MySQL and
 * MariaDB do.
 *
 * <p>Errors: a lost connection, a timeout, an exhausted pool, a lock wait, and a server that is starting, stopping or read-only
 * are a {@link dev.sessionstore.StoreUnavailableException}. Every other failure is a {@link StoreException} with SQLState and
 * code. Messages and causes omit the database's own text, because it may quote the session.
 *
 * <p>Time: when the driver does not end a call, the store cuts the call's connection as soon as one and a quarter timeouts have
 * passed or the thread is interrupted.
 */
public final class JdbcStore implements Store {

    private final StoreEvents events = new StoreEvents();
    private final StoreState state = new StoreState(events);
    private final SessionDao dao;
    private final Set<Guarantee> guarantees;
    private final Connections connections;
    private final ConditionalWrites conditionalWrites;
    private final Listing listing;
    private final JdbcSweeping sweeping;
    private final Optional<Owners> owners;
    private final @Nullable Sweeper sweeper;

    /**
     * @param index the table of owners, if there is one
     * @param guarantees the guarantees of this database
     * @param sweep when the store's own thread sweeps
     * @param connections closed together with the store
     */
    JdbcStore(
            SessionDao dao,
            Optional<OwnersDao> index,
            InstantSource clock,
            Set<Guarantee> guarantees,
            Sweeper.Plan sweep,
            Connections connections) {
        this.dao = dao;
        this.guarantees = Set.copyOf(guarantees);
        this.connections = connections;
        conditionalWrites = new JdbcConditionalWrites(dao, state, events);
        Optional<JdbcOwners> entriesOfOwners = index.map(entries -> new JdbcOwners(entries, dao, state, this::remove));
        listing = new JdbcListing(dao, entriesOfOwners, state);
        owners = entriesOfOwners.map(Owners.class::cast);
        TableSweeper sessions =
                new TableSweeper(dao.sweeps(), state, clock, sid -> events.publish(new StoreEvent.Expired(sid)));
        sweeping = new JdbcSweeping(
                state, sessions, index.map(entries -> new TableSweeper(entries.sweeps(), state, clock, sid -> {})));
        sweeper = sweep.every().isZero() ? null : Sweeper.start(sweep, () -> sweeping.sweepAfter(sweep.grace()));
    }

    /**
     * Opens a store with default options and its own pool of connections: short for {@code builder(url).build()}.
     *
     * @param url as for {@link #builder(String)}, with user and password as the driver reads them from a URL
     * @throws StoreUnavailableException when the database did not answer in time
     * @throws UnfitTableException when the table cannot keep sessions, such as one with a {@code jsonb} column
     * @throws StoreException when the database refused the connection, is of an unknown kind, or has no such table
     */
    public static JdbcStore open(String url) {
        return builder(url).build();
    }

    /**
     * Options for a store that opens its own pool of connections and closes it.
     *
     * @param url of MySQL ({@code jdbc:mysql:…}), MariaDB ({@code jdbc:mariadb:…}), PostgreSQL ({@code jdbc:postgresql:…}) or H2
     *     ({@code jdbc:h2:…}), with the driver's options
     */
    public static JdbcStoreBuilder builder(String url) {
        return new JdbcStoreBuilder(url);
    }

    /**
     * Options for a store on a data source that the caller holds and closes. The store borrows on the calling thread when the
     * data source is a HikariCP pool (also behind a wrapper) whose connectionTimeout is at most the store's timeout, or when
     * {@link JdbcStoreBuilder#connectionWaitIsBounded} is set. Otherwise it borrows on a thread of its own, so that it can stop
     * waiting in time. A connection on which a call takes too long is aborted.
     *
     * @param dataSource whose connections are not bound to a transaction
     */
    public static JdbcStoreBuilder builder(DataSource dataSource) {
        return new JdbcStoreBuilder(dataSource);
    }

    @Override
    public Optional<String> get(String sid) {
        state.requireOpen();
        if (!dao.isSid(sid)) {
            return Optional.empty();
        }
        return state.call(() -> dao.get(sid));
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        state.requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        StoreArguments.requireTouch(sid, expiresAt);
        dao.requireSid(sid);
        if (dao.isPast(expiresAt)) {
            remove(sid);
            return;
        }
        state.call(() -> dao.set(sid, data, expiresAt));
        events.publish(new StoreEvent.Saved(sid));
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        state.requireOpen();
        StoreArguments.requireTouch(sid, expiresAt);
        dao.requireSid(sid);
        if (dao.isPast(expiresAt)) {
            return remove(sid);
        }
        boolean touched = state.call(() -> dao.touch(sid, expiresAt));
        if (touched) {
            events.publish(new StoreEvent.Touched(sid));
        }
        return touched;
    }

    @Override
    public boolean destroy(String sid) {
        state.requireOpen();
        dao.requireSid(sid);
        return remove(sid);
    }

    private boolean remove(String sid) {
        boolean removed = state.call(() -> dao.destroy(sid));
        if (removed) {
            events.publish(new StoreEvent.Destroyed(sid));
        }
        return removed;
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return events.on(type, listener);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return Optional.of(conditionalWrites);
    }

    @Override
    public Optional<Listing> listing() {
        return Optional.of(listing);
    }

    /**
     * {@return the index of owners, or empty when there was no table for it when the store was built; the same at every call}
     *
     * <p>The table lies beside that of the sessions ({@link JdbcStoreBuilder#ownersTable}). A bind is an upsert, an unbind a DELETE.
     * A listing is a SELECT for each hundred entries, joined with the sessions, and a DELETE where some of them are dead. What
     * {@code destroyAll} adds is one DELETE for each session. Entries that have ended are removed by the sweeper and by
     * {@link #sweeping()}, which does not count them. An entry ends when a session with its expiry does.
     */
    @Override
    public Optional<Owners> owners() {
        return owners;
    }

    /** {@return the removal of all sessions that are expired now, without a grace; independent of the store's own sweeper} */
    @Override
    public Optional<Sweeping> sweeping() {
        return Optional.of(sweeping);
    }

    @Override
    public Set<Guarantee> guarantees() {
        return guarantees;
    }

    @Override
    public Duration resolution() {
        return dao.dialect().resolution();
    }

    /**
     * Stops the sweeper after its current statement and closes the pool if the store opened it. Takes no longer than a call,
     * even when the database hangs. An interrupted thread closes everything too and stays interrupted.
     */
    @Override
    public void close() {
        if (state.close()) {
            long deadline = connections.deadline();
            if (sweeper != null) {
                sweeper.close(deadline);
            }
            connections.close(deadline);
        }
    }
}
