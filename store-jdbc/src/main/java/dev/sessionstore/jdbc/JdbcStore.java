package dev.sessionstore.jdbc;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.StoreException;
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
 * Sessions in a table of a relational database: the table of express-mysql-session in MySQL and MariaDB, that of
 * connect-pg-simple in PostgreSQL, one of its own in H2. Node applications with those stores share its sessions.
 *
 * <p>Every operation is one prepared statement in autocommit mode: get a SELECT, set an upsert, touch an UPDATE, destroy a
 * DELETE, create an INSERT, replace an UPDATE that compares the text byte by byte. A second one follows only where the first
 * found nothing and the answer needs to say why (replace: gone or changed; touch on MySQL, MariaDB and H2: no session, or
 * nothing to change), or where create meets what is left of an expired session. A statement is sent again only when the
 * server has answered that it rolled it back, because of a dead-lock.
 *
 * <p>Expiry is kept as the table keeps it: MySQL and MariaDB in seconds, rounded, live until half a second past the stored
 * one; PostgreSQL in seconds, rounded up; H2 in milliseconds. So Node and this class agree on who is expired, and a session
 * ends up to {@link #resolution()} late, never early. Now is the application's clock. Expired rows stay invisible until a
 * sweeper thread (one per store, a daemon, ended by {@link #close()}) removes them, see {@link JdbcStoreBuilder#sweepEvery}.
 *
 * <p>An id with a space at its end is refused in tables whose collation ignores such spaces, as those of MySQL and MariaDB do.
 *
 * <p>Errors: what a driver reports of connections, timeouts, a full pool, a server that is starting, stopping or read-only, and
 * lock waits is a {@link dev.sessionstore.StoreUnavailableException}; everything else is a {@link StoreException} with SQLState
 * and code. What the database says of a statement is left out of messages and causes, as it may quote the session.
 *
 * <p>Time: what a driver does not end by itself is ended by cutting its connection, once the timeout and a quarter of it are
 * over or the thread is interrupted.
 */
public final class JdbcStore implements Store {

    private final StoreEvents events = new StoreEvents();
    private final StoreState gate = new StoreState(events);
    private final SessionDao rows;
    private final Set<Guarantee> guarantees;
    private final Connections connections;
    private final ConditionalWrites conditionalWrites;
    private final Listing listing;
    private final Sweeps sweeps;
    private final @Nullable Sweeper sweeper;

    /**
     * @param guarantees what the database can promise
     * @param sweep when the store's own thread sweeps
     * @param connections to be let go of when the store is closed
     */
    JdbcStore(
            SessionDao rows,
            InstantSource clock,
            Set<Guarantee> guarantees,
            Sweeper.Plan sweep,
            Connections connections) {
        this.rows = rows;
        this.guarantees = Set.copyOf(guarantees);
        this.connections = connections;
        conditionalWrites = new JdbcConditionalWrites(rows, gate, events);
        listing = new JdbcListing(rows, gate);
        sweeps = new Sweeps(rows, gate, clock, events);
        sweeper = sweep.every().isZero() ? null : Sweeper.start(sweep, () -> sweeps.sweepAfter(sweep.grace()));
    }

    /**
     * A store that opens its own pool of connections, and closes it.
     *
     * @param url of MySQL ({@code jdbc:mysql:…}), MariaDB ({@code jdbc:mariadb:…}), PostgreSQL ({@code jdbc:postgresql:…}) or H2
     *     ({@code jdbc:h2:…}), with the driver's options
     */
    public static JdbcStoreBuilder builder(String url) {
        return new JdbcStoreBuilder(url);
    }

    /**
     * A store on a data source that the user holds and closes. A pool of HikariCP whose connectionTimeout is not longer than
     * the store's timeout is asked on the calling thread, also behind a wrapper, and so is a data source of which {@link
     * JdbcStoreBuilder#connectionWaitIsBounded} says that it gives up in time; waiting for any other goes through a thread, so
     * that it ends in time. A connection on which a call takes too long is aborted.
     *
     * @param dataSource gives connections of their own, not one bound to a transaction
     */
    public static JdbcStoreBuilder builder(DataSource dataSource) {
        return new JdbcStoreBuilder(dataSource);
    }

    @Override
    public Optional<String> get(String sid) {
        gate.requireOpen();
        if (!rows.isSid(sid)) {
            return Optional.empty();
        }
        return gate.call(() -> rows.get(sid));
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        gate.requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        StoreArguments.requireTouch(sid, expiresAt);
        rows.requireSid(sid);
        if (rows.isPast(expiresAt)) {
            remove(sid);
            return;
        }
        gate.call(() -> rows.set(sid, data, expiresAt));
        events.publish(new StoreEvent.Saved(sid));
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        gate.requireOpen();
        StoreArguments.requireTouch(sid, expiresAt);
        rows.requireSid(sid);
        if (rows.isPast(expiresAt)) {
            return remove(sid);
        }
        boolean touched = gate.call(() -> rows.touch(sid, expiresAt));
        if (touched) {
            events.publish(new StoreEvent.Touched(sid));
        }
        return touched;
    }

    @Override
    public boolean destroy(String sid) {
        gate.requireOpen();
        rows.requireSid(sid);
        return remove(sid);
    }

    private boolean remove(String sid) {
        boolean removed = gate.call(() -> rows.destroy(sid));
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

    /** {@return removal of all that is expired now, without a grace, whether the store's own sweeper runs or not} */
    @Override
    public Optional<Sweeping> sweeping() {
        return Optional.of(sweeps);
    }

    @Override
    public Set<Guarantee> guarantees() {
        return guarantees;
    }

    @Override
    public Duration resolution() {
        return rows.dialect().resolution();
    }

    /**
     * Ends the sweeper, waiting for its last statement, and closes the pool if it is the store's own. Ends as soon as a call
     * does, also when the database hangs, and does all of it on an interrupted thread too, whose flag stays.
     */
    @Override
    public void close() {
        if (gate.close()) {
            long deadline = connections.deadline();
            if (sweeper != null) {
                sweeper.close(deadline);
            }
            connections.close(deadline);
        }
    }
}
