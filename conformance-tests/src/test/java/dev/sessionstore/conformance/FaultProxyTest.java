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
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    @Test
    void aServerThatStopsReadingBlocksWhoWritesMuch() throws Exception {
        TinyConnection client = connect();
        client.exchange(SET);
        proxy.stopReading();
        FutureTask<Boolean> write = new FutureTask<>(() -> {
            client.send("x".repeat(64 << 20));
            return true;
        });
        Thread writer = ProxyLink.startThread("writer", write);
        assertThatThrownBy(() -> write.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(writer.isAlive()).isTrue();
        TinyConnection another = connect();
        another.timeout(Duration.ofMillis(50));
        assertThatThrownBy(() -> another.exchange(GET)).isInstanceOf(SocketTimeoutException.class);
        client.close();
        assertThatThrownBy(() -> write.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        proxy.heal();
        assertThat(connect().exchange(GET)).startsWith("%2Btext");
    }

    @Test
    void aServerThatDoesNotReadHasAnsweredWhatItHadRead() throws IOException {
        proxy.delay(Duration.ofMillis(100));
        TinyConnection client = connect();
        proxy.watch("sid-1");
        client.send(SET);
        Together.eventually("the request", () -> backend.entries.containsKey("sid-1"), Duration.ofSeconds(5));
        proxy.stopReading();
        assertThat(client.receive()).startsWith("\t");
    }

    @Test
    void answersTrickleByteByByteAndAreWhole() throws IOException {
        TinyConnection client = connect();
        client.exchange(SET);
        proxy.trickle(Duration.ofMillis(20));
        long began = System.nanoTime();
        assertThat(client.exchange(GET)).startsWith("%2Btext");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void theRestOfWhatTrickledComesWhenHealed() throws IOException {
        TinyConnection client = connect();
        client.exchange(SET);
        proxy.trickle(Duration.ofHours(1));
        client.timeout(Duration.ofMillis(50));
        assertThatThrownBy(() -> client.exchange(GET)).isInstanceOf(SocketTimeoutException.class);
        proxy.heal();
        client.timeout(Duration.ofSeconds(5));
        assertThat(client.receive()).startsWith("%2Btext");
    }

    @Test
    void aVanishedHostAnswersNeitherWhatIsConnectedNorAttemptsToConnect() throws IOException {
        TinyConnection client = connect();
        client.exchange(SET);
        proxy.vanish();
        client.timeout(Duration.ofMillis(100));
        assertThatThrownBy(() -> client.exchange(GET)).isInstanceOf(SocketTimeoutException.class);
        server.close();
        assertThatThrownBy(client::receive)
                .as("not even the server's end gets through")
                .isInstanceOf(SocketTimeoutException.class);
        assertThatThrownBy(() -> new TinyConnection(proxy.port(), Duration.ofMillis(300)))
                .hasMessageContaining("timed out");
    }

    @Test
    void whenAVanishedHostIsBackOldConnectionsStaySilentAndNewOnesAreServed() throws IOException {
        TinyConnection client = connect();
        client.exchange(SET);
        proxy.vanish();
        proxy.heal();
        assertThat(connect().exchange(GET)).startsWith("%2Btext");
        client.timeout(Duration.ofMillis(100));
        assertThatThrownBy(() -> client.exchange(GET)).isInstanceOf(SocketTimeoutException.class);
        assertThat(proxy.connections())
                .as("those that only filled the queue are gone")
                .isEqualTo(2);
        client.close();
        Together.eventually("the end of the old one", () -> proxy.connections() == 1, Duration.ofSeconds(5));
    }

    @Test
    void aHostThatVanishedMayRefuseAndComeBack() throws IOException {
        proxy.vanish();
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.vanish();
        proxy.heal();
        assertThat(connect().exchange(GET)).startsWith("-");
        proxy.vanish();
    }

    @Test
    void acceptsAndSaysNothingWhileOldConnectionsGoOn() throws IOException {
        TinyConnection old = connect();
        old.exchange(SET);
        proxy.acceptSilently();
        TinyConnection mute = connect();
        mute.timeout(Duration.ofMillis(50));
        assertThatThrownBy(() -> mute.exchange(GET)).isInstanceOf(SocketTimeoutException.class);
        assertThat(old.exchange(GET)).startsWith("%2Btext");
        proxy.heal();
        assertThatThrownBy(() -> mute.exchange(GET)).isInstanceOf(SocketTimeoutException.class);
        assertThat(connect().exchange(GET)).startsWith("%2Btext");
    }

    @Test
    void connectsToAnotherServerFromNowOn() throws IOException {
        TinyConnection old = connect();
        old.exchange(SET);
        try (TinyServer other = new TinyServer(new SmallBackend())) {
            proxy.redirect("127.0.0.1", other.port());
            assertThat(old.exchange(GET)).startsWith("%2Btext");
            assertThat(connect().exchange(GET)).startsWith("-");
        }
    }

    private TinyConnection connect() throws IOException {
        return new TinyConnection(proxy.port(), Duration.ofSeconds(5));
    }
}
