package dev.sessionstore.redis.jedis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** The build runs some tests again with the oldest client. This test checks that it does. */
class JedisVersionTest {

    @Test
    void theTestsRunWithTheClientThatTheyAreMeantFor() {
        URL jar = UnifiedJedis.class.getProtectionDomain().getCodeSource().getLocation();

        assertThat(jar.getPath()).endsWith("-" + System.getProperty("sessionstore.client.version") + ".jar");
    }
}
