package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/node-compatibility.md names tests; they have to be there. */
class CompatibilityPageTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyTestThatThePageNamesExists() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/node-compatibility.md"));
        List<MatchResult> named =
                Pattern.compile("`(\\w+Test)\\.(\\w+)`").matcher(page).results().toList();
        assertThat(named).hasSizeGreaterThan(80);
        Set<String> missing = new HashSet<>();
        for (MatchResult test : named) {
            if (!exists(test.group(1), test.group(2))) {
                missing.add(test.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean exists(String type, String method) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.toList()) {
                Path tests = module.resolve("src/test/java");
                if (Files.isDirectory(tests) && declares(tests, type + ".java", method)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean declares(Path tests, String file, String method) throws IOException {
        try (Stream<Path> sources = Files.walk(tests)) {
            for (Path source : sources.filter(path -> path.endsWith(file)).toList()) {
                if (Pattern.compile(" " + method + "\\(")
                        .matcher(Files.readString(source))
                        .find()) {
                    return true;
                }
            }
        }
        return false;
    }
}
