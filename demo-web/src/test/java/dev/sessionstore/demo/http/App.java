package dev.sessionstore.demo.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** One of the two applications, as a process on a free port of loopback, ended by {@link #close}. */
final class App implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final int port;

    private App(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts the Express application. */
    static App node(NodeOptions options) {
        String json = JsonMapper.shared().writeValueAsString(options.members());
        return start(NodeModules.folder(), List.of("node", "app.mjs", json), Pattern.compile("listening on (\\d+)"));
    }

    /** Starts the demo. */
    static App demo(String... options) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sessionstore.demo.Main",
                "serve",
                "--port",
                "0"));
        command.addAll(List.of(options));
        return start(Path.of("."), command, Pattern.compile("on http://localhost:(\\d+)/"));
    }

    private static App start(Path folder, List<String> command, Pattern ready) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            List<String> printed = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                printed.add(line);
                Matcher matcher = ready.matcher(line);
                if (matcher.find()) {
                    keepReading(output);
                    return new App(process, Integer.parseInt(matcher.group(1)));
                }
            }
            throw new IllegalStateException("It did not start: " + command + "\n" + String.join("\n", printed));
        } catch (IOException e) {
            throw new UncheckedIOException("Starting " + command.get(0) + " failed", e);
        }
    }

    /** What is not read would fill the pipe and stop the application. */
    private static void keepReading(BufferedReader output) {
        Thread reader = new Thread(() -> output.lines().forEach(line -> {}));
        reader.setDaemon(true);
        reader.start();
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
