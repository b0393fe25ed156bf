package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.RedisCommands.KeyType;
import java.util.List;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.resps.ScanResult;

/** Builds commands word by word, since Jedis' own class for that differs between Jedis 7 and 8. */
final class JedisCommandObjects {

    static final String FIRST_CURSOR = "0";

    private static final String IF_EQUAL = "IFEQ";
    private static final int ONE_KEY = 1;

    private JedisCommandObjects() {}

    static CommandObject<String> get(String key) {
        return text(to(Command.GET, key));
    }

    static CommandObject<String> set(String key, String value, long ttl) {
        return text(to(Command.SET, key).add(value).add(Keyword.PX).add(ttl));
    }

    static CommandObject<String> setIfAbsent(String key, String value, long ttl) {
        return text(to(Command.SET, key).add(value).add(Keyword.PX).add(ttl).add(Keyword.NX));
    }

    /** Jedis 7 has no constant for {@code IFEQ}. */
    static CommandObject<String> setIfEqual(String key, String expected, String value, long ttl) {
        return text(to(Command.SET, key)
                .add(value)
                .add(Keyword.PX)
                .add(ttl)
                .add(IF_EQUAL)
                .add(expected));
    }

    static CommandObject<Long> expire(String key, long ttl) {
        return number(to(Command.PEXPIRE, key).add(ttl));
    }

    static CommandObject<Long> delete(String key) {
        return number(to(Command.DEL, key));
    }

    static CommandObject<Long> timeToLive(String key) {
        return number(to(Command.PTTL, key));
    }

    static CommandObject<Long> runCached(String digest, String key, String... arguments) {
        return number(script(Command.EVALSHA, digest, key, arguments));
    }

    static CommandObject<Long> run(String script, String key, String... arguments) {
        return number(script(Command.EVAL, script, key, arguments));
    }

    static CommandObject<List<String>> listCached(String digest, String key, String... arguments) {
        return new CommandObject<>(script(Command.EVALSHA, digest, key, arguments), BuilderFactory.STRING_LIST);
    }

    static CommandObject<List<String>> list(String script, String key, String... arguments) {
        return new CommandObject<>(script(Command.EVAL, script, key, arguments), BuilderFactory.STRING_LIST);
    }

    static CommandObject<ScanResult<String>> scan(KeyType type, String cursor, String pattern, int count) {
        CommandArguments scan = new CommandArguments(Command.SCAN)
                .add(cursor)
                .add(Keyword.MATCH)
                .add(pattern)
                .add(Keyword.COUNT)
                .add(count)
                .add(Keyword.TYPE)
                .add(type.word());
        return new CommandObject<>(scan, BuilderFactory.SCAN_RESPONSE);
    }

    private static CommandArguments script(Command eval, String script, String key, String... arguments) {
        CommandArguments words =
                new CommandArguments(eval).add(script).add(ONE_KEY).key(key);
        for (String argument : arguments) {
            words.add(argument);
        }
        return words;
    }

    private static CommandArguments to(Command command, String key) {
        return new CommandArguments(command).key(key);
    }

    private static CommandObject<String> text(CommandArguments words) {
        return new CommandObject<>(words, BuilderFactory.STRING);
    }

    private static CommandObject<Long> number(CommandArguments words) {
        return new CommandObject<>(words, BuilderFactory.LONG);
    }
}
