package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {

    @Test
    void aKeyIsThePrefixAndTheSid() {
        assertThat(new Keys("sess:").of("abc")).isEqualTo("sess:abc");
    }

    @Test
    void whatAPatternGivesAMeaningIsEscaped() {
        assertThat(new Keys("a*b?[c]^-\\:").pattern()).isEqualTo("a\\*b\\?\\[c\\]^-\\\\:*");
    }

    @Test
    void keysThatNoStoreCanHaveWrittenAreNoSessions() {
        List<String> found = List.of("sess:a", "sess:", "sess:" + "x".repeat(129), "other:a", "sess:b", "sess:a");

        assertThat(new Keys("sess:").sids(found)).containsExactly("a", "b");
    }

    @Test
    void aSidWhoseKeyIsAnIndexIsNone() {
        String digest = "0123456789abcdef".repeat(4);
        assertThat(new Keys("sess:").isSid("owners:" + digest)).isTrue();
        assertThat(new Keys("sess:").isSid(digest)).isTrue();
        assertThat(new Keys("").isSid(digest)).isTrue();
        assertThat(new Keys("").isSid("owners:" + digest + "0"))
                .as("of prefix 0")
                .isFalse();
        assertThat(new Keys("").isSid("owners:" + digest.substring(1))).isTrue();
        assertThat(new Keys("").isSid("owners:" + digest)).isFalse();
        assertThat(new Keys("").isSid("owners:a\nb:" + digest)).isFalse();
        assertThat(new Keys("owners:").isSid(digest)).isFalse();
        assertThat(new Keys("owners:").isSid("sess:" + digest)).isFalse();
        assertThat(new Keys("owners:").isSid("abc")).isTrue();
        assertThat(new Keys("owners:sess:").isSid(digest)).isFalse();
        assertThat(new Keys("owners").sids(List.of("owners:" + digest, "owners-a")))
                .containsExactly("-a");
    }

    @Test
    void aPrefixThatClientsWriteDifferentlyIsRefused() {
        assertThatThrownBy(() -> new Keys("a\ud800")).hasMessageStartingWith("prefix: ");
        assertThatThrownBy(() -> new Keys("a\0")).hasMessageStartingWith("prefix: ");
    }
}
