package dev.sessionstore.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.TinyConnection;
import dev.sessionstore.conformance.small.TinyServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each fault, seen from a client. */
class FaultProxyTest {

    private static final String SET = "set\tsid-1\ttext\t9999-12-31T23:59:59Z\n";
    private static final String GET = "get\tsid-1\n";

    private final SmallBackend backend = new SmallBackend();
    private final TinyServer server = new TinyServer(backend);
    private final FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port());

    FaultProxyTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesRequestsAndAnswersOnAndCountsThem() throws IOException {
        proxy.watch("sid-1");
        TinyConnection client = connect();
        client.exchange(SET);
        assertThat(client.exchange(GET)).startsWith("%2Btext");
        assertThat(proxy.roundTrips()).isEqualTo(2);
        assertThat(proxy.timesSent("sid-1")).isEqualTo(2);
        assertThat(proxy.connections()).isEqualTo(1);
    }

    @Test
    void findsATextThatArrivesInPieces() throws IOException {
        proxy.watch("sid-1");
        TinyConnection client = connect();
        for (byte b : GET.getBytes(US_ASCII)) {
            client.send(String.valueOf((char) b));
        }
        assertThat(client.receive()).startsWith("-");
        assertThat(proxy.timesSent("sid-1")).isEqualTo(1);
    }

    @Test
    void refusesAndHealsOnTheSamePort() throws IOException {
        TinyConnection client = connect();
        client.exchange(SET);
        proxy.refuse();
        assertThatThrownBy(() -> client.exchange(GET)).isInstanceOf(IOException.class);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.heal();
        assertThat(connect().exchange(GET)).startsWith("%2Btext");
    }

    @Test
    void hangsAndDeliversWhenHealed() throws IOException {
        TinyConnection client = connect();
        client.exchange(SET);
        proxy.hang();
        client.timeout(Duration.ofMillis(50));
        assertThatThrownBy(() -> client.exchange(GET)).isInstanceOf(SocketTimeoutException.class);
        proxy.heal();
        client.timeout(Duration.ofSeconds(5));
        assertThat(client.receive()).startsWith("%2Btext");
    }

    @Test
    void losesTheAnswerOfWhatTheServerHasDone() throws IOException {
        proxy.loseAnswerTo("sid-1");
        TinyConnection client = connect();
        assertThatThrownBy(() -> client.exchange(SET)).isInstanceOf(IOException.class);
        assertThat(backend.entries).containsKey("sid-1");
        assertThat(connect().exchange(GET)).startsWith("%2Btext");
    }

    @Test
    void cutsBeforeTheServerGetsARequest() throws IOException {
        proxy.cutBefore("sid-1");
        TinyConnection client = connect();
        assertThatThrownBy(() -> client.exchange(SET)).isInstanceOf(IOException.class);
        assertThat(connect().exchange(GET)).startsWith("-");
    }

    @Test
    void silencesWhatIsConnectedAndServesWhatIsNew() throws IOException {
        TinyConnection client = connect();
        client.exchange(SET);
        proxy.silence();
        client.timeout(Duration.ofMillis(50));
        assertThatThrownBy(() -> client.exchange(GET)).isInstanceOf(SocketTimeoutException.class);
        assertThat(connect().exchange(GET)).startsWith("%2Btext");
    }

    @Test
    void delaysAnswers() throws IOException {
        TinyConnection client = connect();
        client.exchange(SET);
        proxy.delay(Duration.ofMillis(200));
        client.timeout(Duration.ofMillis(20));
        assertThatThrownBy(() -> client.exchange(GET)).isInstanceOf(SocketTimeoutException.class);
        client.timeout(Duration.ofSeconds(5));
        assertThat(client.receive()).startsWith("%2Btext");
    }

    private TinyConnection connect() throws IOException {
        return new TinyConnection(proxy.port(), Duration.ofSeconds(5));
    }
}
