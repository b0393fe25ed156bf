package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.StoreException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed URLs: no driver's message may show the password {@code Hush1}. */
class UrlSecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:oracle:thin:bob/Hush1",
                "jdbc:oracle:thin:bob/Hush1@//db.example:1521/app",
                "jdbc:bob/Hush1",
                "jdbc:bob/Hush1:x",
                "jdbc:sqlserver://db.example;user=bob;password=Hush1",
                "jdbc:mysql://bob:Hush1",
                "jdbc:mysql://bob:Hush1@",
                "jdbc:mysql://bob:Hush1@127.0.0.1:port/app",
                "jdbc:mysql://127.0.0.1:1/app?user=bob&password=Hush1",
                "jdbc:mysql:bob:Hush1@127.0.0.1",
                "jdbc:mysql://bob:Hu%Hush1@127.0.0.1:1/app",
                "jdbc:mysql://bob/Hush1@127.0.0.1:1/app",
                "jdbc:mysql://(host=127.0.0.1,port=Hush1)/app",
                "jdbc:mysql://127.0.0.1:1/app?connectTimeout=Hush1",
                "jdbc:mariadb://bob:Hush1",
                "jdbc:mariadb://bob:Hush1@127.0.0.1:port/app",
                "jdbc:mariadb:bob:Hush1",
                "jdbc:mariadb://127.0.0.1:1/app?user=bob&password=Hush1",
                "jdbc:postgresql://bob:Hush1",
                "jdbc:postgresql://bob:Hush1@127.0.0.1:1/app",
                "jdbc:postgresql://127.0.0.1:1/app?user=bob&password=Hush1",
                "jdbc:postgresql://127.0.0.1:1/app?user=bob&password=Hush1%zz",
                "jdbc:h2:mem:x;USER=bob;PASSWORD=Hush1;FOO=1",
                "jdbc:h2:mem:x;PASSWORD=Hush1;LOCK_TIMEOUT=Hush1",
                "jdbc:h2:mem:x;Hush1",
                "jdbc:h2:bob:Hush1",
                "jdbc:h2:tcp://bob:Hush1@127.0.0.1:1/x"
            })
    void noMessageShowsAPasswordOfTheUrl(String url) {
        JdbcStoreBuilder builder =
                JdbcStore.builder(url).timeout(Duration.ofMillis(300)).sweepEvery(Duration.ZERO);
        assertThatThrownBy(builder::build)
                .isInstanceOf(StoreException.class)
                .satisfies(UrlSecretsTest::doesNotShowThePassword);
    }

    private static void doesNotShowThePassword(Throwable thrown) {
        assertThat(ErrorTexts.of(thrown)).doesNotContainIgnoringCase("Hush1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//db.example/app",
                "//db.example:3306,other_host:3307/app?user=sa&password=Hush1",
                "//[::1]:5432/app",
                "loadbalance://a,b/app",
                "app",
                "tcp://db.example:9092/app;USER=sa"
            })
    void whatSaysNothingOfThePasswordIsPassedOn(String rest) {
        UrlSecrets secrets = new UrlSecrets("jdbc:any:" + rest, "jdbc:any:");
        assertThat(secrets.areIn(new Exception("Connection to db.example:3306 [::1] a app refused for sa")))
                .isFalse();
    }
}
