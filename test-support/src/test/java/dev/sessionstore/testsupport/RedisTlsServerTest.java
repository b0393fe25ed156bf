package dev.sessionstore.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class RedisTlsServerTest {

    @Test
    void whoTrustsItsCertificateIsAnsweredByNameAndByAddress() throws Exception {
        RedisTlsServer server = RedisTlsServer.shared();

        assertThat(ping(trusting(server.files()), "127.0.0.1", server.port())).isEqualTo("+PONG");
        assertThat(ping(trusting(server.files()), "localhost", server.port())).isEqualTo("+PONG");
    }

    @Test
    void whoDoesNotTrustItGetsNoAnswer() {
        assertThatThrownBy(() -> ping(
                        SSLContext.getDefault(),
                        "127.0.0.1",
                        RedisTlsServer.shared().port()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void itDoesNotAnswerWithoutTls() {
        assertThatThrownBy(() -> Resp.text(RedisTlsServer.shared().port(), "PING"))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aUserMayDoWhatTheAclSaysAndNothingElse() throws IOException {
        try (RedisServer server =
                RedisServer.start("--user", "app", "on", ">pw", "~sess:*", "resetchannels", "-@all", "+get")) {
            assertThat(talk(server, "AUTH app pw", "GET sess:1", "GET other:1", "SET sess:1 x"))
                    .satisfiesExactly(
                            auth -> assertThat(auth).isEqualTo("+OK"),
                            get -> assertThat(get).isEqualTo("$-1"),
                            other -> assertThat(other).startsWith("-NOPERM"),
                            set -> assertThat(set).startsWith("-NOPERM"));
        }
    }

    private static SSLContext trusting(TlsFiles files) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(files.trustStore())) {
            store.load(in, TlsFiles.PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String ping(SSLContext context, String host, int port) throws IOException {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(host, port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            return lines(socket, "PING").get(0);
        }
    }

    private static List<String> talk(RedisServer server, String... commands) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            return lines(socket, commands);
        }
    }

    private static List<String> lines(Socket socket, String... commands) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        List<String> answers = new ArrayList<>();
        for (String command : commands) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            answers.add(in.readLine());
        }
        return answers;
    }
}
