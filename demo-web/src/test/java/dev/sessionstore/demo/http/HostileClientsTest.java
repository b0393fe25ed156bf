package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that do not play by the rules. */
class HostileClientsTest {

    private static App demo;

    @BeforeAll
    static void start() {
        demo = App.inProcess(List.of());
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private static Socket connect(String text) throws IOException {
        Socket socket = new Socket("localhost", demo.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "nonsense\r\n\r\n",
                "POST /attrs HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void aMalformedRequestLearnsNothingOfTheServer(String request) throws IOException {
        try (Socket socket = connect(request)) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 ");
            assertThat(answer.substring(9))
                    .matches("(?s)(4\\d\\d|505).*")
                    .doesNotContainIgnoringCase("tomcat", "org.apache", "\tat ");
            if (!answer.endsWith("\r\n\r\n")) {
                assertThat(answer).contains("{\"error\":");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /attrs", "POST /session", "GET /session", "POST /nowhere"})
    void bodiesThatDoNotComeTakeNoTimeOfOthers(String line) throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 250; i++) {
                slow.add(connect(line + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n{"));
            }
            long begin = System.nanoTime();
            try (Socket other = connect("GET /session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
                assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200");
            }
            assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aClientWhoseBodyIsOneTooManyIsTold() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 80; i++) {
                slow.add(connect("POST /attrs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n{"));
            }
            Socket refused = await().atMost(Duration.ofSeconds(20))
                    .until(() -> answered(slow), Optional::isPresent)
                    .orElseThrow();
            assertThat(new String(refused.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 503");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static Optional<Socket> answered(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            if (socket.getInputStream().available() > 0) {
                return Optional.of(socket);
            }
        }
        return Optional.empty();
    }
}
