package dev.sessionstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page for authors of stores shows is what the build compiles and runs. */
class DocumentationTest {

    private static final Path PAGE = Path.of("../docs/writing-a-store.md");
    private static final Path EXAMPLE = Path.of("../examples/file-store");

    @Test
    void theExampleOnThePageIsTheOneThatIsRun() throws IOException {
        String page = Files.readString(PAGE);
        for (String file : List.of(
                "main/java/com/example/FileStore",
                "test/java/com/example/FileHarness",
                "test/java/com/example/FileStoreTest")) {
            assertThat(page)
                    .contains("```java\n" + Files.readString(EXAMPLE.resolve("src/" + file + ".java")) + "```\n");
        }
    }

    @Test
    void theRulesOnThePageExist() throws IOException {
        List<String> named = Pattern.compile("\\b[A-Z]{3,8}-\\d+\\b")
                .matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .filter(id -> !id.startsWith("SHA-"))
                .toList();
        assertThat(named)
                .isNotEmpty()
                .isSubsetOf(Rules.all().stream().map(Rule::id).toList());
    }
}
