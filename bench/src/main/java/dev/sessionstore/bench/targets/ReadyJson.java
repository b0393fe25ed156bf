package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.Payload;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The payload as the session layer would store it, with the counter at the end, where it can be reached without parsing. */
public final class ReadyJson {

    private ReadyJson() {}

    /**
     * Writes a session.
     *
     * @param payload what it carries
     * @return its JSON text
     */
    public static String of(Payload payload) {
        Map<String, Object> cookie = new LinkedHashMap<>();
        cookie.put("originalMaxAge", RawClient.LIFETIME.toMillis());
        cookie.put("expires", "2038-01-19T03:14:07.000Z");
        cookie.put("httpOnly", true);
        cookie.put("path", "/");
        cookie.put("sameSite", "lax");
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("cookie", cookie);
        session.putAll(payload.texts());
        session.put(Payload.COUNTER, 0);
        return JsonMapper.shared().writeValueAsString(session);
    }

    /** {@return the same text in an object of its own, as every session of an application has one} */
    static String ofItsOwn(String json) {
        return new String(json.toCharArray());
    }

    /** {@return the same text with a counter that is one more} */
    static String next(String json) {
        int digits = json.lastIndexOf(':') + 1;
        long counter = Long.parseLong(json, digits, json.length() - 1, 10);
        return json.substring(0, digits) + (counter + 1) + '}';
    }
}
