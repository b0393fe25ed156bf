package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.SessionHandler.Answer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionExchange;
import dev.sessionstore.session.SessionManager;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionHandlerTest {

    private final MemoryStore store = MemoryStore.builder().build();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private volatile boolean down;

    @BeforeEach
    void start() throws Exception {
        SessionManager sessions = SessionManager.builder(whileUp(store))
                .secret("thirty-two characters of a secret")
                .maxSize(1_000)
                .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", new SessionHandler(sessions, SessionHandlerTest::handle));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        store.close();
    }

    /** The store, or an outage of it. */
    private Store whileUp(Store store) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    if (down && method.getName().equals("get")) {
                        throw new StoreUnavailableException("get: the store does not answer");
                    }
                    return method.invoke(store, arguments);
                });
    }

    private static Answer handle(HttpExchange http, SessionExchange exchange) {
        Session session = exchange.session().orElseThrow();
        switch (http.getRequestURI().getPath()) {
            case "/large" -> session.put("text", "x".repeat(2_000));
            case "/nothing" -> {
                return new Answer(204, "");
            }
            default -> {}
        }
        return new Answer(200, "" + session.update("views", Integer.class, views -> views.orElse(0) + 1));
    }

    private HttpResponse<String> get(String path, String cookie) throws Exception {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + path);
        return client.send(
                HttpRequest.newBuilder(uri).header("Cookie", cookie).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    @Test
    void theSessionIsKeptFromRequestToRequest() throws Exception {
        HttpResponse<String> first = get("/", "none=1");
        HttpResponse<String> second = get("/", cookie(first));

        assertEquals("1", first.body());
        assertEquals("2", second.body());
    }

    @Test
    void aRequestThatChangesNothingGetsNoCookie() throws Exception {
        HttpResponse<String> response = get("/nothing", "none=1");

        assertEquals(204, response.statusCode());
        assertTrue(response.headers().firstValue("Set-Cookie").isEmpty());
    }

    @Test
    void aSessionThatCannotBeSavedChangesTheAnswer() throws Exception {
        HttpResponse<String> response = get("/large", "none=1");

        assertEquals(500, response.statusCode());
        assertTrue(response.headers().firstValue("Set-Cookie").isEmpty());
    }

    @Test
    void aStoreThatIsDownIsAnsweredWith503() throws Exception {
        String cookie = cookie(get("/", "none=1"));
        down = true;

        HttpResponse<String> response = get("/", cookie);

        assertEquals(503, response.statusCode());
        assertTrue(response.headers().firstValue("Set-Cookie").isEmpty());
        down = false;
        assertEquals("2", get("/", cookie).body());
    }
}
