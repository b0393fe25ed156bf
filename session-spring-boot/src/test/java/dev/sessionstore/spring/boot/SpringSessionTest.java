package dev.sessionstore.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.Store;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.socket.config.annotation.AbstractSessionWebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is built on Spring Session's API, over sessions of ours. */
class SpringSessionTest {

    private static ConfigurableApplicationContext application;
    private static SessionRepository<Session> repository;
    private static Store store;
    private static int port;

    private final Browser browser = new Browser(port);

    /** As Spring Session's guide to WebSocket has it. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebSocketMessageBroker
    static class Messages extends AbstractSessionWebSocketMessageBrokerConfigurer<Session> {

        @Override
        protected void configureStompEndpoints(StompEndpointRegistry registry) {
            registry.addEndpoint("/messages");
        }

        @Override
        public void configureMessageBroker(MessageBrokerRegistry registry) {
            registry.enableSimpleBroker("/topic");
            registry.setApplicationDestinationPrefixes("/app");
        }
    }

    @BeforeAll
    @SuppressWarnings("unchecked")
    static void start() {
        application = new SpringApplication(
                        ShopApplication.class, SessionStoreEndpointTest.Programs.class, Messages.class)
                .run(
                        "--server.port=0",
                        "--session-store.url=memory:",
                        "--session-store.touch-every=1ms",
                        "--spring.security.user.name=zoe",
                        "--spring.security.user.password=secret",
                        "--management.endpoints.web.exposure.include=sessions",
                        "--logging.level.root=warn",
                        "--spring.main.banner-mode=off");
        repository = application.getBean(SessionRepository.class);
        store = application.getBean(Store.class);
        port = Integer.parseInt(application.getEnvironment().getProperty("local.server.port", "0"));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private String sid() {
        return browser.cookies().get("connect.sid").replaceFirst("s%3A", "").replaceFirst("\\..*", "");
    }

    private Session session() {
        return repository.findById(sid());
    }

    @Test
    void theSessionOfARequestIsThatOfTheRepository() throws Exception {
        browser.as("zoe", "secret").get("/cart?add=tea");
        Session session = session();

        assertThat(session.getAttributeNames()).contains("scopedTarget.cart");
        session.<ShopApplication.Cart>getAttribute("scopedTarget.cart").add(new ShopApplication.Item("milk", 3));
        repository.save(session);

        assertThat(browser.get("/cart").body())
                .isEqualTo("[Item[name=tea, count=1], Item[name=milk, count=3]] last Item[name=milk, count=3]");
    }

    @Test
    void whatTheRepositoryWritesIsTheJsonThatTheFilterWrites() throws Exception {
        browser.as("zoe", "secret").get("/cart?add=tea");
        Session created = repository.createSession();
        created.setAttribute("scopedTarget.cart", session().<ShopApplication.Cart>getAttribute("scopedTarget.cart"));
        repository.save(created);

        assertThat(withoutBeginning(store.get(created.getId()).orElseThrow()))
                .isEqualTo(withoutBeginning(store.get(sid()).orElseThrow()));
    }

    private static String withoutBeginning(String json) {
        return json.replaceFirst("\"_created\":\\d+", "");
    }

    @Test
    void changesOfARequestAndOfTheRepositoryAreMerged() throws Exception {
        browser.as("zoe", "secret").get("/cart?add=tea");
        Session session = session();
        session.setAttribute("note", "hello");
        browser.get("/cart?add=milk");
        repository.save(session);

        assertThat(session().<String>getAttribute("note")).isEqualTo("hello");
        assertThat(browser.get("/cart").body()).contains("tea").contains("milk");
    }

    @Test
    void aSessionIsCreatedEmptyChangedTimedAndDeleted() {
        Session session = repository.createSession();
        assertThat(repository.findById(session.getId())).isNull();
        repository.save(session);

        Session found = repository.findById(session.getId());
        assertThat(found.getAttributeNames()).isEmpty();
        assertThat(found.getMaxInactiveInterval()).isEqualTo(Duration.ofDays(1));
        assertThat(Duration.between(found.getCreationTime(), Instant.now())).isLessThan(Duration.ofMinutes(1));
        found.setMaxInactiveInterval(Duration.ofMinutes(5));
        found.setAttribute("a", 1);
        found.setAttribute("b", 2);
        found.setAttribute("a", null);
        repository.save(found);
        found.removeAttribute("b");
        found.setAttribute("c", 3);
        repository.save(found);

        Session again = repository.findById(session.getId());
        assertThat(again.getAttributeNames()).containsExactly("c");
        assertThat(again.getMaxInactiveInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(again.isExpired()).isFalse();

        repository.deleteById(session.getId());
        again.setAttribute("d", 4);
        repository.save(again);
        assertThat(repository.findById(session.getId())).isNull();
    }

    @Test
    void aChangedIdKeepsTheAttributes() {
        Session session = repository.createSession();
        session.setAttribute("a", 1);
        repository.save(session);
        String before = session.getId();

        String after = session.changeSessionId();
        repository.save(session);

        assertThat(repository.findById(before)).isNull();
        assertThat(repository.findById(after).<Integer>getAttribute("a")).isEqualTo(1);
    }

    @Test
    void theSessionsEndpointOfSpringBootShowsAndDeletes() throws Exception {
        browser.as("zoe", "secret").get("/cart?add=tea");

        JsonNode shown = new JsonMapper()
                .readTree(browser.getJson("/actuator/sessions/" + sid()).body());
        assertThat(shown.path("id").asString("")).as(shown.toString()).isEqualTo(sid());
        assertThat(shown.get("attributeNames").toString()).contains("scopedTarget.cart");
        assertThat(browser.delete("/actuator/sessions/" + sid()).status()).isEqualTo(204);
        assertThat(store.get(sid())).isEmpty();
    }

    /** A client of STOMP that knows how its connection ended. */
    private static final class Stomp implements WebSocket.Listener {

        private final CompletableFuture<String> connected = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            connected.complete(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        static WebSocket connect(String cookie, Stomp listener) throws Exception {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Cookie", "connect.sid=" + cookie)
                    .header("Authorization", "Basic em9lOnNlY3JldA==")
                    .buildAsync(URI.create("ws://localhost:" + port + "/messages"), listener)
                    .get(20, TimeUnit.SECONDS);
            socket.sendText("CONNECT\naccept-version:1.2\nhost:localhost\n\n\0", true);
            assertThat(listener.connected.get(20, TimeUnit.SECONDS)).startsWith("CONNECTED");
            return socket;
        }
    }

    private Instant expiry() {
        return store.listing().orElseThrow().expiresAt(sid()).orElseThrow();
    }

    @Test
    void messagesOfAWebSocketKeepTheSessionAliveAndItsEndClosesTheConnection() throws Exception {
        browser.as("zoe", "secret").get("/cart?add=tea");
        Stomp listener = new Stomp();
        WebSocket socket = Stomp.connect(browser.cookies().get("connect.sid"), listener);

        Instant before = expiry();
        Awaitility.await().until(() -> {
            socket.sendText("SEND\ndestination:/app/hello\n\nhello\0", true).get(20, TimeUnit.SECONDS);
            return expiry().isAfter(before);
        });

        repository.deleteById(sid());
        assertThat(listener.closed.get(20, TimeUnit.SECONDS))
                .as("policy violation, as Spring Session closes it")
                .isEqualTo(1008);
    }
}
