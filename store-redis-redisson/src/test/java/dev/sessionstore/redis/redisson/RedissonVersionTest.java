package dev.sessionstore.redis.redisson;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;

/** The build runs some tests again with the oldest client. This test checks that it does. */
class RedissonVersionTest {

    @Test
    void theTestsRunWithTheClientThatTheyAreMeantFor() {
        URL jar = Redisson.class.getProtectionDomain().getCodeSource().getLocation();

        assertThat(jar.getPath()).endsWith("-" + System.getProperty("sessionstore.client.version") + ".jar");
    }
}
