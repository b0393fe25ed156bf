package dev.sessionstore.redis;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error reply of Redis: a code and a sentence. Redis repeats the arguments of an unknown command, and the name of a user
 * who lacks a permission; both are left out here.
 *
 * @param code the first word, as in {@code WRONGTYPE}
 * @param text the whole reply, safe for a message
 */
record ErrorReply(String code, String text) {

    /**
     * Codes for a state of the server or of the cluster. The command was not executed, and may succeed a moment later.
     */
    private static final Set<String> TEMPORARY = Set.of(
            "LOADING",
            "MASTERDOWN",
            "READONLY",
            "CLUSTERDOWN",
            "TRYAGAIN",
            "MOVED",
            "ASK",
            "BUSY",
            "UNKILLABLE",
            "NOREPLICAS");

    private static final String SYNTAX_ERROR = "ERR syntax error";
    private static final String TOO_MANY_CLIENTS = "ERR max number of clients";

    /** Up to Redis 6 an error within a script is wrapped: {@code ERR Error running script (…): @user_script:1: -CODE …}. */
    private static final Pattern WITHIN_SCRIPT = Pattern.compile("@user_script: ?\\d+: -?([A-Z]+ .*)");

    private static final Pattern ARGUMENTS = Pattern.compile(",? with args beginning with:.*", Pattern.DOTALL);
    private static final Pattern USER = Pattern.compile("\\bUser \\S+ has\\b");
    private static final int MAX_LENGTH = 200;

    static ErrorReply parse(String reply) {
        Matcher script = WITHIN_SCRIPT.matcher(reply);
        String inner = reply.startsWith("ERR ") && script.find() ? script.group(1) : reply;
        String text = USER.matcher(ARGUMENTS.matcher(inner).replaceAll("")).replaceAll("The user has");
        int space = text.indexOf(' ');
        return new ErrorReply(
                space < 0 ? text : text.substring(0, space),
                text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text);
    }

    /** {@return whether the server does not know the script; nothing was executed} */
    boolean isUnknownScript() {
        return code.equals("NOSCRIPT");
    }

    /** {@return whether the server is a replica, or has become one; nothing was executed} */
    boolean isOfReplica() {
        return code.equals("READONLY");
    }

    /** {@return whether the server does not know an option of the command; nothing was executed} */
    boolean isSyntaxError() {
        return text.startsWith(SYNTAX_ERROR);
    }

    /** {@return whether the same command may succeed a moment later; nothing was executed} */
    boolean isTemporary() {
        return TEMPORARY.contains(code) || text.startsWith(TOO_MANY_CLIENTS);
    }
}
