package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a visitor's device is called. */
class DeviceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 | Chrome on Linux",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0 | Firefox on Windows",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15 | Safari on Mac",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) CriOS/139.0 Mobile/15E148 Safari/604.1 | Chrome on iPhone",
                "Mozilla/5.0 (Windows NT 10.0) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0 | Edge on Windows",
                "Mozilla/5.0 (Linux; Android 15) Chrome/139.0.0.0 Mobile Safari/537.36 | Chrome on Android",
                "curl/8.5.0 | curl"
            })
    void isABrowserAndASystem(String userAgent, String device) {
        assertThat(Device.of(userAgent)).isEqualTo(device);
    }

    @Test
    void isUnknownWithoutAHeader() {
        assertThat(Device.of(null)).isEqualTo("Unknown device");
        assertThat(Device.of(" ")).isEqualTo("Unknown device");
    }

    @Test
    void isShortAndPlainWhateverTheHeaderSays() {
        assertThat(Device.of("<script>alert(1)</script>")).isEqualTo("scriptalert1");
        assertThat(Device.of("\u0000\u202e<>")).isEqualTo("Unknown device");
        assertThat(Device.of("x".repeat(5_000))).isEqualTo("x".repeat(30));
    }
}
