package dev.sessionstore.benchmarks.peers;

import com.zaxxer.hikari.HikariDataSource;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Cleanup;
import dev.sessionstore.bench.targets.JdbcPool;
import dev.sessionstore.bench.targets.Namespaces;
import dev.sessionstore.bench.targets.ServerWatch;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Session in a database over the same pool as everybody, with its own tables; what it has expired is not swept meanwhile. */
public final class SpringJdbc implements AutoCloseable {

    private static final String TABLE = "SPRING_SESSION";

    private final HikariDataSource pool;
    private final String table;
    private final JdbcIndexedSessionRepository repository;

    private SpringJdbc(HikariDataSource pool, String table) throws Exception {
        this.pool = pool;
        this.table = table;
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transactions.afterPropertiesSet();
        this.repository = new JdbcIndexedSessionRepository(new JdbcTemplate(pool), transactions);
        repository.setTableName(table);
        repository.setDefaultMaxInactiveInterval(SpringWork.LIFETIME);
        repository.setCleanupCron(Scheduled.CRON_DISABLED);
        repository.afterPropertiesSet();
    }

    /**
     * Makes the tables and connects.
     *
     * @param spec of a database
     * @param table the name of the first table
     * @param connections how many at most
     * @return to be closed, which drops the tables
     * @throws Exception when the database refuses
     */
    public static SpringJdbc open(StoreSpec spec, String table, int connections) throws Exception {
        HikariDataSource pool = JdbcPool.open(spec, connections);
        try {
            createTables(spec, table, pool);
            return new SpringJdbc(pool, table);
        } catch (Exception e) {
            pool.close();
            throw e;
        }
    }

    /** With the statements that come with Spring Session, under another name. */
    private static void createTables(StoreSpec spec, String table, HikariDataSource pool) throws Exception {
        String url = spec.requiredUrl();
        String dialect =
                url.startsWith("jdbc:postgresql:") ? "postgresql" : url.startsWith("jdbc:h2:") ? "h2" : "mysql";
        String script = new ClassPathResource("org/springframework/session/jdbc/schema-" + dialect + ".sql")
                .getContentAsString(StandardCharsets.UTF_8)
                .replace(TABLE, table);
        new ResourceDatabasePopulator(new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8))).execute(pool);
    }

    /** {@return the repository} */
    public JdbcIndexedSessionRepository repository() {
        return repository;
    }

    static Target target(StoreSpec spec, Payload payload, int threads) throws Exception {
        SpringJdbc spring = open(spec, Namespaces.unique(), threads);
        return new Cleanup(new SpringWork<>(spring.repository, payload), ServerWatch.of(spec), spring, () -> {});
    }

    @Override
    public void close() throws SQLException {
        repository.destroy();
        try (pool;
                var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE " + table + "_ATTRIBUTES");
            statement.execute("DROP TABLE " + table);
        }
    }
}
