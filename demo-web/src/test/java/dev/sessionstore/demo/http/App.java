package dev.sessionstore.demo.http;

import dev.sessionstore.demo.cli.InProcessDemo;
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

/** One of the two applications on a free port of loopback, ended by {@link #close}. */
final class App implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final int port;
    private final Runnable end;

    private App(int port, Runnable end) {
        this.port = port;
        this.end = end;
    }

    /** Starts the Express application. */
    static App node(NodeOptions options) {
        String json = JsonMapper.shared().writeValueAsString(options.members());
        return start(NodeModules.folder(), List.of("node", "app.mjs", json), Pattern.compile("listening on (\\d+)"));
    }

    /** Starts the Express application as a visitor does. */
    static App nodeForVisitors(String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", "serve.mjs", "--port", "0"));
        command.addAll(List.of(arguments));
        return start(NodeModules.folder(), command, Pattern.compile("listening on (\\d+)"));
    }

    /** Starts the demo as a process. */
    static App demo(String... options) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sessionstore.demo.cli.Main",
                "serve",
                "--port",
                "0"));
        command.addAll(List.of(options));
        return start(Path.of("."), command, Pattern.compile("on http://localhost:(\\d+)/"));
    }

    /** Starts the demo in this process. */
    static App inProcess(List<String> options) {
        InProcessDemo demo = InProcessDemo.start(options);
        return new App(demo.port(), demo::close);
    }

    /** A node of a demo that runs in this process; closing it ends the whole demo. */
    static App node(InProcessDemo demo, int index) {
        return new App(demo.ports().get(index), demo::close);
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
                    return new App(Integer.parseInt(matcher.group(1)), () -> end(process));
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

    int port() {
        return port;
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    @Override
    public void close() {
        end.run();
    }

    private static void end(Process process) {
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
