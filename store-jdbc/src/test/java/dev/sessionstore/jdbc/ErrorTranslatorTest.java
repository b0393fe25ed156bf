package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The translation of drivers' exceptions. */
class ErrorTranslatorTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aChainOfCausesThatIsACircleEnds(boolean passesText) {
        SQLException outer = new SQLException("outer", "08006");
        SQLException inner = new SQLException("inner");
        outer.initCause(inner);
        inner.initCause(outer);

        StoreException translated = new ErrorTranslator("get", "H2", passesText).translate(outer);

        assertThat(translated).isInstanceOf(StoreUnavailableException.class).hasMessageStartingWith("get in H2");
        assertThat(SqlErrorCodes.isPacketTooLarge(outer)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost:1/none",
                "jdbc:mariadb://localhost:1/none",
                "jdbc:mysql://localhost:1/none"
            })
    void aDatabaseThatIsNotThereIsToldInTheDriversWordsAndNotInThoseOfThePool(String url) {
        assertThatThrownBy(() -> JdbcStore.builder(url)
                        .startTimeout(Duration.ofSeconds(2))
                        .build())
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("refused")
                .message()
                .doesNotContain("Connection is not available", "total=");
    }
}
