package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** From which data sources the store borrows on the calling thread. */
class ConnectionSourceTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final List<String> borrowers = new CopyOnWriteArrayList<>();

    private static HikariDataSource hikari(long connectionTimeout) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(Db.H2.url());
        pool.setUsername("sa");
        pool.setPassword("");
        pool.setConnectionTimeout(connectionTimeout);
        return pool;
    }

    /** A wrapper such as one for tracing. Records the borrowing threads. */
    private DataSource wrapped(DataSource inner) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isWrapperFor")) {
                        return ((Class<?>) arguments[0]).isInstance(inner)
                                || inner.isWrapperFor((Class<?>) arguments[0]);
                    }
                    if (method.getName().equals("unwrap")) {
                        Class<?> type = (Class<?>) arguments[0];
                        return type.isInstance(inner) ? inner : inner.unwrap(type);
                    }
                    borrowers.add(Thread.currentThread().getName());
                    return method.invoke(inner, arguments);
                });
    }

    private void use(JdbcStoreBuilder builder) {
        try (JdbcStore store = builder.timeout(TIMEOUT)
                .table(Db.newTable())
                .createTable()
                .sweepEvery(Duration.ZERO)
                .build()) {
            store.set("a", "{}", Instant.now().plusSeconds(60));
            assertThat(store.get("a")).hasValue("{}");
        }
    }

    @Test
    void aHikariPoolBehindWrappersIsAskedOnTheCallingThread() {
        try (HikariDataSource pool = hikari(500)) {
            use(JdbcStore.builder(wrapped(wrapped(pool))));
        }
        assertThat(borrowers).isNotEmpty().containsOnly(Thread.currentThread().getName());
    }

    @Test
    void aHikariPoolThatWaitsLongerIsAskedInAThreadAlsoBehindAWrapper() {
        try (HikariDataSource pool = hikari(30_000)) {
            use(JdbcStore.builder(wrapped(pool)));
        }
        assertThat(borrowers).isNotEmpty().containsOnly("session-store-jdbc-connect");
    }

    @Test
    void anotherDataSourceIsAskedInAThreadUnlessTheUserSaysThatItsWaitIsBounded() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(Db.H2.url());
        h2.setUser("sa");
        use(JdbcStore.builder(wrapped(h2)));
        assertThat(borrowers).isNotEmpty().containsOnly("session-store-jdbc-connect");
        borrowers.clear();
        use(JdbcStore.builder(wrapped(h2)).connectionWaitIsBounded());
        assertThat(borrowers).isNotEmpty().containsOnly(Thread.currentThread().getName());
    }

    @Test
    void aDataSourceThatFailsToSayWhatItWrapsIsAskedInAThread() {
        List<Throwable> thrown =
                List.of(new SQLException("no"), new UnsupportedOperationException("no"), new AbstractMethodError("no"));
        for (Throwable one : thrown) {
            DataSource broken = (DataSource) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                        throw one;
                    });
            try (ConnectionSource source = ConnectionSource.of(broken, TIMEOUT, false)) {
                assertThat(source).isInstanceOf(BoundedWaitConnectionSource.class);
            }
        }
    }
}
