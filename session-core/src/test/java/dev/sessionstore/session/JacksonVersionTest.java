package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** The build tests with the Jackson that it says, which the class path alone does not show. */
class JacksonVersionTest {

    @Test
    void itIsTheOneThatTheBuildNames() {
        String version = System.getProperty("sessionstore.jackson.version");
        assertThat(new JsonMapper().version()).hasToString(version);
        assertThat(new JsonFactory().version()).hasToString(version);
    }
}
