package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.redis.RedisUrl.Host;
import dev.sessionstore.redis.RedisUrl.Topology;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

    @Test
    void aHostIsEnough() {
        assertThat(RedisUrl.parse("redis://localhost"))
                .isEqualTo(new RedisUrl(
                        Topology.SINGLE, false, List.of(new Host("localhost", 6379)), null, 0, null, null));
    }

    @Test
    void everyPartIsRead() {
        RedisUrl url = RedisUrl.parse("rediss://jo%40hn:p%3Aa+ss%2F@redis.example:6380/3");

        assertThat(url.tls()).isTrue();
        assertThat(url.user()).isEqualTo("jo@hn");
        assertThat(url.password()).isEqualTo("p:a+ss/");
        assertThat(url.hosts()).containsExactly(new Host("redis.example", 6380));
        assertThat(url.database()).isEqualTo(3);
    }

    @Test
    void aPasswordNeedsNoUser() {
        RedisUrl url = RedisUrl.parse("redis://:secret@localhost");

        assertThat(url.user()).isNull();
        assertThat(url.password()).isEqualTo("secret");
    }

    @Test
    void aClusterHasManyHosts() {
        RedisUrl url = RedisUrl.parse("redis-cluster://u:p@10.0.0.1:7000,10.0.0.2,[::1]:7002");

        assertThat(url.topology()).isEqualTo(Topology.CLUSTER);
        assertThat(url.hosts())
                .containsExactly(new Host("10.0.0.1", 7000), new Host("10.0.0.2", 6379), new Host("::1", 7002));
    }

    @Test
    void sentinelsKnowTheMasterByName() {
        RedisUrl url = RedisUrl.parse("rediss-sentinel://s1,s2:26380/mymaster/2");

        assertThat(url.topology()).isEqualTo(Topology.SENTINEL);
        assertThat(url.tls()).isTrue();
        assertThat(url.masterName()).isEqualTo("mymaster");
        assertThat(url.database()).isEqualTo(2);
        assertThat(url.hosts()).containsExactly(new Host("s1", 26379), new Host("s2", 26380));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://localhost:6379",
                "rediss://localhost:6379/1",
                "redis-cluster://a:1,b:2",
                "redis-sentinel://a:1,[::1]:2/name/4"
            })
    void isShownAsWrittenButForUserAndPassword(String url) {
        String withCredentials = url.replace("://", "://someone:secret@");

        assertThat(RedisUrl.parse(withCredentials)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:6379",
                "http://localhost",
                "redis-other://localhost",
                "redis://",
                "redis://a:0",
                "redis://a:65536",
                "redis://a:port",
                "redis://a,b",
                "redis://a,",
                "redis://a/b",
                "redis://a/-1",
                "redis://a/1/2",
                "redis://a/99999999999",
                "redis://a?timeout=1s",
                "redis://a#b",
                "redis://:%zz@a",
                "redis-cluster://a/1",
                "redis-sentinel://a",
                "redis-sentinel://a/",
                "redis-sentinel://a/name/db",
                "redis-sentinel://a/name/1/2"
            })
    void whatIsNoUrlIsRefused(String url) {
        assertThatThrownBy(() -> RedisUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Redis URL: ");
    }

    /** When the @ is missing, or a character of the password is not encoded, any part of the URL may be the password. */
    @Test
    void noRefusalQuotesAnyPartOfTheUrl() {
        List<String> passwords = List.of(
                "Hush", "Hu/sh", "Hu@sh", "Hu:sh", "Hu?sh", "Hu#sh", "Hu%sh", "Hu,sh", "Hu sh", "[Hu]sh", "Hu\\sh");
        List<String> forms = List.of(
                "%s",
                "bob:%s",
                ":%s",
                ":%s/0",
                "bob:%s/1",
                "bob:%s:6379",
                "bob:%slocalhost:6379",
                "localhost:6379/%s",
                "bob:%s@localhost:port",
                "bob:%s@localhost/1/2",
                "bob:%s@localhost,other",
                "localhost,bob:%s",
                "bob:%s@",
                "bob:%s@localhost?timeout=%s",
                "localhost/name/%s",
                "localhost/name/0/%s");
        List<String> schemes = List.of("redis", "rediss", "redis-cluster", "redis-sentinel", "http", "redis-other");
        int refused = 0;
        for (String scheme : schemes) {
            for (String form : forms) {
                for (String password : passwords) {
                    String url = scheme + "://" + form.replace("%s", password);
                    try {
                        assertThat(RedisUrl.parse(url).toString()).doesNotContain("bob:");
                    } catch (IllegalArgumentException e) {
                        refused++;
                        quotesNothing(e, "bob", "Hu", "sh\"", "localhost");
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(600);
    }

    private static void quotesNothing(Throwable thrown, String... parts) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).doesNotContain(parts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://bob:hush@a:port",
                "redis://bob:hush@a/x",
                "redis://bob:hush%@a",
                "redis://bob:hush?@a",
                "http://bob:hush@a",
                "redis://bob:hu/sh@a:1x"
            })
    void aRefusalDoesNotTellUserOrPassword(String url) {
        assertThatThrownBy(() -> RedisUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> {
                    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("bob").doesNotContain("hu");
                    }
                });
    }
}
