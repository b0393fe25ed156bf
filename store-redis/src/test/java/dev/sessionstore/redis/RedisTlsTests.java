package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching;
import dev.sessionstore.testsupport.RedisTlsServer;
import dev.sessionstore.testsupport.TlsFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Encrypted connections. Each client has a subclass, which needs a JVM that has not used TLS before. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class RedisTlsTests implements ClientUnderTest {

    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    private final RedisTlsServer server = RedisTlsServer.shared();

    @Test
    @Order(1)
    void aServerThatTheJvmTrustsIsTalkedToEncrypted() {
        System.setProperty(STORE, server.files().trustStore().toString());
        System.setProperty(PASSWORD, TlsFiles.PASSWORD);
        try (Store store = client(server.url()).prefix(UUID.randomUUID() + ":").build()) {
            store.set("a", "{}", Instant.now().plusSeconds(60));
            assertThat(store.get("a")).contains("{}");
            store.watching().ifPresent(RedisTlsTests::readWatched);
        }
    }

    private static void readWatched(Watching watching) {
        try (Watch watch = watching.watch(new RecordingWatcher(), Duration.ofMillis(50))) {
            await().until(() -> watch.read("a").watched());
        }
    }

    @Test
    @Order(2)
    void withoutEncryptionThereIsNoAnswer() {
        assertThatThrownBy(
                        () -> client(server.url().replace("rediss:", "redis:")).build())
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    @Order(3)
    void aServerThatTheJvmDoesNotTrustIsNotTalkedTo() {
        try (RedisTlsServer stranger = RedisTlsServer.start()) {
            assertThatThrownBy(() -> client(stranger.url()).build()).isInstanceOf(StoreUnavailableException.class);
        }
    }
}
