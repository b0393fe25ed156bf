package dev.sessionstore.redis;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error answer of Redis: a code and a sentence. The sentence is shown without what may come from the application: Redis
 * repeats arguments of a command that it does not know, and the name of the user who lacks a permission.
 *
 * @param code the first word, as in {@code WRONGTYPE}
 * @param text the whole answer, fit for a message
 */
record ErrorReply(String code, String text) {

    /**
     * Answers that tell a state of the server or of the cluster, not a fault of the command: nothing was executed, and the same
     * may succeed a moment later.
     */
    private static final Set<String> NOT_NOW = Set.of(
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

    /** Up to Redis 6 an error within a script comes wrapped: {@code ERR Error running script (…): @user_script:1: -CODE …}. */
    private static final Pattern WITHIN_SCRIPT = Pattern.compile("@user_script: ?\\d+: -?([A-Z]+ .*)");

    private static final Pattern ARGUMENTS = Pattern.compile(",? with args beginning with:.*", Pattern.DOTALL);
    private static final Pattern USER = Pattern.compile("\\bUser \\S+ has\\b");
    private static final int LONGEST = 200;

    static ErrorReply parse(String reply) {
        Matcher script = WITHIN_SCRIPT.matcher(reply);
        String inner = reply.startsWith("ERR ") && script.find() ? script.group(1) : reply;
        String text = USER.matcher(ARGUMENTS.matcher(inner).replaceAll("")).replaceAll("The user has");
        int space = text.indexOf(' ');
        return new ErrorReply(
                space < 0 ? text : text.substring(0, space),
                text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }

    /** The server does not know the script. Nothing was executed. */
    boolean isUnknownScript() {
        return code.equals("NOSCRIPT");
    }

    /** The server is a replica, or has become one. Nothing was executed. */
    boolean isOfReplica() {
        return code.equals("READONLY");
    }

    /** The server does not know an option of the command. Nothing was executed. */
    boolean isSyntaxError() {
        return text.startsWith(SYNTAX_ERROR);
    }

    boolean isTemporary() {
        return NOT_NOW.contains(code) || text.startsWith(TOO_MANY_CLIENTS);
    }
}
