package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.RedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The third node, in Node, started as the documentation says. */
@Tag("slow")
@NeedsNode
class NodeRecipeTest {

    @TempDir
    Path folder;

    @Test
    void twoNodesInJavaAndOneInNodeCountTheSameViews() {
        String url = RedisServer.shared().url() + "/5";
        try (App java = App.demo("--store", "redis-lettuce", "--url", url, "--secret", "keyboard cat", "--nodes", "2");
                App node = App.nodeForVisitors("--url", url, "--secret", "keyboard cat")) {
            Browser browser = new Browser("connect.sid");
            for (int views = 1; views <= 6; views += 2) {
                assertThat(browser.get(java, "/session").json().get("views").asInt())
                        .isEqualTo(views);
                assertThat(browser.get(node, "/session").json().get("views").asInt())
                        .isEqualTo(views + 1);
            }
        }
    }

    @Test
    void withoutThePackagesItSaysWhatToRun() throws Exception {
        assertThat(run("--url", "redis://localhost:1", "--secret", "x")).contains("npm ci");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--secret x | --url and --secret are needed",
                "--url redis://localhost | --url and --secret are needed",
                "--url nonsense --secret x | --url is no URL",
                "--url http://localhost --secret x | redis://, mysql:// or postgres://",
                "--url redis://localhost --secret x --port many | --port many",
                "--url redis://localhost --secret x --bogus | --bogus"
            })
    void aWrongOptionIsNamed(String arguments, String named) throws Exception {
        assertThat(run(arguments.split(" "))).contains(named);
    }

    private String run(String... arguments) throws Exception {
        for (String file : List.of("serve.mjs", "app.mjs", "stores.mjs")) {
            Files.copy(Path.of("node", file), folder.resolve(file));
        }
        List<String> command = new ArrayList<>(List.of("node", "serve.mjs"));
        command.addAll(List.of(arguments));
        Process node = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).isEqualTo(1);
        return output;
    }
}
