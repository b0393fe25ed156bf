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
    void aPrefixThatClientsWriteDifferentlyIsRefused() {
        assertThatThrownBy(() -> new Keys("a\ud800")).hasMessageStartingWith("prefix: ");
        assertThatThrownBy(() -> new Keys("a\0")).hasMessageStartingWith("prefix: ");
    }
}
