package com.example;

import dev.sessionstore.testsupport.PostgresServer;
import dev.sessionstore.testsupport.RedisServer;
import dev.sessionstore.testsupport.SqlServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application over one store, with sessions of its own in it; it can be started again. */
final class Shop implements AutoCloseable {

    private final List<String> properties;
    private ConfigurableApplicationContext application;

    private Shop(List<String> properties) {
        this.properties = properties;
        application = run(0);
    }

    /** @param store {@code memory}, {@code h2}, {@code postgresql}, {@code lettuce} or {@code jedis} */
    static Shop over(String store, String... more) {
        String run = UUID.randomUUID().toString().replace("-", "");
        List<String> properties = new ArrayList<>(List.of(
                "session-store.secrets=0123456789abcdef0123456789abcdef",
                "session-store.timeout=10s",
                "session-store.prefix=shop-" + run + ":",
                "logging.level.root=warn",
                "spring.main.banner-mode=off"));
        properties.addAll(List.of(more));
        switch (store) {
            case "memory" -> properties.add("session-store.url=memory:");
            case "h2" -> properties.add("session-store.url=jdbc:h2:mem:" + run + ";DB_CLOSE_DELAY=-1");
            case "postgresql" -> {
                SqlServer server = PostgresServer.shared();
                properties.add("session-store.url=" + server.jdbcUrl());
                properties.add("session-store.user=" + server.user());
                properties.add("session-store.password=" + server.password());
                properties.add("session-store.jdbc.table=shop_" + run);
            }
            default -> {
                properties.add("session-store.url=" + RedisServer.shared().url());
                properties.add("session-store.type=" + store);
            }
        }
        return new Shop(properties);
    }

    private ConfigurableApplicationContext run(int port) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=" + port));
        properties.forEach(property -> arguments.add("--" + property));
        return SpringApplication.run(ShopApplication.class, arguments.toArray(String[]::new));
    }

    int port() {
        return Integer.parseInt(property("local.server.port"));
    }

    String property(String name) {
        return application.getEnvironment().getRequiredProperty(name);
    }

    /** Stops the application and starts it on the same port. */
    void restart() {
        int port = port();
        application.close();
        application = run(port);
    }

    @Override
    public void close() {
        application.close();
    }
}
