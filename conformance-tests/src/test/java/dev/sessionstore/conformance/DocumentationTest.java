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
    void thePluginsOnThePageAreThoseThatRunTheExample() throws IOException {
        String page = Files.readString(PAGE);
        for (String plugin : List.of("maven-compiler-plugin", "maven-surefire-plugin")) {
            String pinned = "<artifactId>" + plugin + "</artifactId>\\s*<version>([^<]*)</version>";
            assertThat(versions(page, pinned))
                    .hasSize(1)
                    .isEqualTo(versions(Files.readString(EXAMPLE.resolve("pom.xml")), pinned));
        }
    }

    private static List<String> versions(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void theRulesOnThePageExist() throws IOException {
        List<String> named = Pattern.compile("\\b[A-Z]{3,8}-\\d+\\b")
                .matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .filter(id -> !id.startsWith("SHA-") && !id.equals("UTF-8"))
                .toList();
        assertThat(named)
                .isNotEmpty()
                .isSubsetOf(Rules.all().stream().map(Rule::id).toList());
    }
}
