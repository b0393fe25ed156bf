package dev.sessionstore.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

    @Test
    void theSharedServerAnswersAndIsTheSameForAll() throws IOException {
        RedisServer server = RedisServer.shared();

        assertThat(ping(server)).isEqualTo("+PONG");
        assertThat(RedisServer.shared()).isSameAs(server);
    }

    @Test
    void anOwnServerCanBeKilledAndComesBackOnTheSamePort() throws IOException {
        try (RedisServer server = RedisServer.start()) {
            assertThat(ping(server)).isEqualTo("+PONG");

            server.kill();
            assertThatThrownBy(() -> ping(server)).isInstanceOf(ConnectException.class);

            server.startAgain();
            assertThat(ping(server)).isEqualTo("+PONG");
        }
    }

    @Test
    void optionsReachTheServerAndClosingEndsIt() throws IOException {
        RedisServer server = RedisServer.start("--requirepass", "secret");
        assertThat(ping(server)).startsWith("-NOAUTH");

        server.close();

        assertThatThrownBy(() -> ping(server)).isInstanceOf(ConnectException.class);
    }

    @Test
    void aServerThatCannotStartSaysWhatItPrinted() {
        assertThatThrownBy(() -> RedisServer.start("--no-such-option", "1"))
                .rootCause()
                .hasMessageContaining("did not become ready")
                .hasMessageContaining("no-such-option");
    }

    @Test
    void aProgramWithAnotherDigestIsNotRun(@TempDir Path folder) {
        Path program = folder.resolve("program");

        assertThatThrownBy(() -> RedisProgram.write("redis-server-7.0.9-linux-amd64", "00", program))
                .hasMessageContaining("is not run");
        assertThat(Files.exists(program)).isFalse();
    }

    private static String ping(RedisServer server) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }
}
