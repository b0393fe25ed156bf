package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is taken for a visitor on this machine. */
class LocalTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost, true",
        "127.0.0.1, LOCALHOST, true",
        "127.9.9.9, 127.0.0.1, true",
        "::1, [::1], true",
        "0:0:0:0:0:0:0:1, ::1, true",
        "127.0.0.1, demo.localhost, true",
        "127.0.0.1, evil.example, false",
        "127.0.0.1, localhost.evil.example, false",
        "127.0.0.1, 127.0.0.1.evil.example, false",
        "127.0.0.1, evillocalhost, false",
        "127.0.0.1, '', false",
        "192.0.2.1, localhost, false",
        "2001:db8::1, localhost, false",
        "0.0.0.0, localhost, false"
    })
    void peerAndNameAreLoopback(String peer, String name, boolean local) {
        assertThat(Guard.isLocal(peer, name)).isEqualTo(local);
    }
}
