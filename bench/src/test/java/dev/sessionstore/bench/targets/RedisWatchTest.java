package dev.sessionstore.bench.targets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisWatchTest {

    @ParameterizedTest
    @CsvSource({
        "'redis_version:7.0.9\r\nredis_mode:standalone\r\n', Redis 7.0.9",
        "'redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.1\r\n', Valkey 8.1.1"
    })
    void aServerIsNamedByItsOwnVersion(String info, String named) {
        assertThat(RedisWatch.nameAndVersion(info)).isEqualTo(named);
    }
}
