package dev.sessionstore.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What cannot work ends with one line that says why, and an exit code that is not zero. */
@Tag("slow")
class CommandLineTest {

    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serve --bogus|--bogus",
                "serve --max-age 3x|is not a time",
                "serve --secure maybe|--secure",
                "serve --port 99999|99999",
                "serve --port 65535 --nodes 2|65536",
                "serve --nodes 0|--nodes 0 is not between 1 and 8",
                "serve --nodes 9|--nodes 9",
                "serve --also nowhere|--also",
                "serve --also jdbc=redis://localhost|redis://localhost",
                "serve --store nowhere|nowhere",
                "serve --store redis-lettuce|--url",
                "serve --store memory --url redis://localhost|--url",
                "serve --store redis-lettuce --url redis://localhost:1 --start-timeout 0s|localhost:1",
                "export sessions.jsonl|--store",
                "import sessions.jsonl|--store",
                "sizes --store memory|--store",
                "import --store jdbc --url jdbc:h2:mem:from --from 0 sessions.jsonl|was 0",
                "bogus|bogus"
            })
    void wrongArgumentsAreOneLine(String args, String named) {
        assertThat(run(args.split(" "))).isNotZero();
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("demo-web: ").contains(named);
    }

    @Test
    void aTakenPortOfTheSecondNodeEndsTheFirst() throws Exception {
        int port = freeWithTheNext();
        try (ServerSocket taken = new ServerSocket(port + 1, 1, InetAddress.getByName("localhost"))) {
            assertThat(taken.isBound()).isTrue();
            assertThat(run("serve", "--nodes", "2", "--port", Integer.toString(port)))
                    .isNotZero();
        }
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("is taken");
        try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getByName("localhost"))) {
            assertThat(again.isBound()).isTrue();
        }
    }

    private static int freeWithTheNext() throws IOException {
        while (true) {
            InetAddress here = InetAddress.getByName("localhost");
            try (ServerSocket first = new ServerSocket(0, 1, here);
                    ServerSocket second = new ServerSocket(first.getLocalPort() + 1, 1, here)) {
                return second.getLocalPort() - 1;
            } catch (BindException e) {
                System.err.println("Looking for two other ports: " + e.getMessage());
            }
        }
    }

    @Test
    void aTakenPortIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            assertThat(run("serve", "--port", Integer.toString(taken.getLocalPort())))
                    .isNotZero();
        }
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("is taken");
    }

    @Test
    void theVersionIsTold() {
        StringWriter out = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));

        assertThat(commandLine.execute("--version")).isZero();
        assertThat(out.toString()).matches("Session Store demo \\d+\\.\\d+\\.\\d+\\S*\\s*");
    }
}
