package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.testsupport.RedisServer;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;

/**
 * What compare-and-set by a script costs the CPU of Redis, part by part, and so what the limit of any script is. Commands travel
 * 20 at a time, so that what counts is the command and not its packet.
 */
@Command(
        name = "script-cost",
        description = "Measures what the parts of a compare-and-set script cost Redis.",
        mixinStandardHelpOptions = true)
final class ScriptCost implements Callable<Integer> {

    private static final int AT_ONCE = 20;
    private static final String KEY = "script-cost";
    private static final String MINUTES_30 = "1800000";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--commands",
            paramLabel = "<n>",
            defaultValue = "100000",
            description = "How many of each (default: ${DEFAULT-VALUE}).")
    private int commands;

    @Option(
            names = "--payload",
            paramLabel = "<bytes>",
            defaultValue = "1024",
            description = "Of the texts in a session (default: ${DEFAULT-VALUE}).")
    private int payload;

    @Override
    public Integer call() {
        String json = "{" + String.join("", new Payload(payload, 1).texts().values()) + "}";
        try (Jedis redis = new Jedis(URI.create(RedisServer.shared().url()))) {
            Map<String, String[]> parts = parts(redis, json);
            redis.set(KEY, json);
            PrintWriter out = spec.commandLine().getOut();
            out.printf("CPU of Redis %s for each, in µs, texts of %d bytes%n", version(redis), json.length());
            parts.values().forEach(command -> cpuMicros(redis, command));
            parts.forEach((name, command) -> out.printf(Locale.ROOT, "%-44s %6.2f%n", name, cpuMicros(redis, command)));
            out.flush();
            redis.del(KEY);
        }
        return 0;
    }

    private static Map<String, String[]> parts(Jedis redis, String json) {
        Map<String, String[]> parts = new LinkedHashMap<>();
        parts.put("GET", new String[] {"GET", KEY});
        parts.put("SET", new String[] {"SET", KEY, json, "PX", MINUTES_30});
        parts.put("a script that does nothing", evalsha(redis, "return 2"));
        parts.put("the same, given the new text", evalsha(redis, "return 2", json));
        parts.put("the same, given the old text and the new", evalsha(redis, "return 2", json, json, MINUTES_30));
        String compare = "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 1 end ";
        parts.put("and compares the old one", evalsha(redis, compare + "return 2", json, json, MINUTES_30));
        String set = "redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) return 2";
        parts.put("and sets the new one", evalsha(redis, compare + set, json, json, MINUTES_30));
        String compareDigest = "if redis.sha1hex(redis.call('GET', KEYS[1])) ~= ARGV[1] then return 1 end ";
        parts.put(
                "the same, given a digest of the old text",
                evalsha(redis, compareDigest + set, sha1(redis, json), json, MINUTES_30));
        return parts;
    }

    private static String sha1(Jedis redis, String text) {
        return String.valueOf(redis.eval("return redis.sha1hex(ARGV[1])", 0, text));
    }

    private static String[] evalsha(Jedis redis, String script, String... arguments) {
        String[] command = new String[4 + arguments.length];
        command[0] = "EVALSHA";
        command[1] = redis.scriptLoad(script);
        command[2] = "1";
        command[3] = KEY;
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return command;
    }

    private double cpuMicros(Jedis redis, String[] command) {
        Protocol.Command name = Protocol.Command.valueOf(command[0]);
        String[] arguments = Arrays.copyOfRange(command, 1, command.length);
        double before = cpuSeconds(redis);
        for (int sent = 0; sent < commands; sent += AT_ONCE) {
            Pipeline pipeline = redis.pipelined();
            for (int i = 0; i < AT_ONCE; i++) {
                pipeline.sendCommand(name, arguments);
            }
            for (Object answer : pipeline.syncAndReturnAll()) {
                if (answer instanceof Exception e) {
                    throw new IllegalStateException(command[0] + " failed", e);
                }
            }
        }
        return (cpuSeconds(redis) - before) * 1e6 / commands;
    }

    private static double cpuSeconds(Jedis redis) {
        return info(redis, "cpu", "used_cpu_sys:") + info(redis, "cpu", "used_cpu_user:");
    }

    private static double info(Jedis redis, String section, String name) {
        return Double.parseDouble(line(redis, section, name));
    }

    private static String version(Jedis redis) {
        return line(redis, "server", "redis_version:");
    }

    private static String line(Jedis redis, String section, String name) {
        return redis.info(section)
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("INFO " + section + " tells no " + name))
                .substring(name.length());
    }
}
