package dev.sessionstore.redis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** The build runs some tests again with the oldest client. This test checks that it does. */
class LettuceVersionTest {

    @Test
    void theTestsRunWithTheClientThatTheyAreMeantFor() {
        URL jar = RedisClient.class.getProtectionDomain().getCodeSource().getLocation();

        assertThat(jar.getPath()).endsWith("-" + System.getProperty("sessionstore.client.version") + ".jar");
    }
}
