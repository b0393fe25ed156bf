package dev.sessionstore.demo.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may do what. What changes something is refused when a browser says that another site's page asks for it, by {@code
 * Sec-Fetch-Site} (W3C Fetch Metadata) or by {@code Origin} (RFC 6454). Actions on the demo itself need a header besides, which
 * no other site's page can send without a preflight request, and come from this machine: from a loopback address, to a loopback name (so that
 * no name of somebody else's that was made to point here will do), through no proxy. A flag lifts the last rule. A demo that
 * listens on this machine only answers to loopback names and to those of {@code --allow-host}, and to no other name that was made to point
 * here (DNS rebinding).
 *
 * @param remoteActions whether other machines may act too, and any name will do
 * @param onLoopback whether the demo listens on this machine only
 * @param names more names that it answers to, in lower case
 */
record Guard(boolean remoteActions, boolean onLoopback, Set<String> names) {

    /** The header that the pages send with an action. */
    static final String ACTION_HEADER = "X-Session-Store-Page";

    private static final Pattern LOOPBACK_NAME = Pattern.compile(
            "localhost|[a-z0-9.-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1\\]|\\[0:0:0:0:0:0:0:1\\]|::1");

    /** {@return why a request is not served because of the name that it calls the demo, or empty} */
    Optional<String> refusalOfName(HttpServletRequest request) {
        String name = request.getServerName().toLowerCase(Locale.ROOT);
        boolean known = remoteActions || !onLoopback || isLoopbackName(name) || names.contains(name);
        return known
                ? Optional.empty()
                : Optional.of("The demo does not answer to this name, unless it is started with --allow-host or"
                        + " --allow-remote-actions");
    }

    /** {@return why a request is not served because of where it comes from, or empty} */
    Optional<String> refusalOfSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return Optional.of("This is not for pages of other sites");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !hostOf(origin).equalsIgnoreCase(String.valueOf(request.getHeader("Host")))) {
            return Optional.of("This is not for pages of other origins");
        }
        return Optional.empty();
    }

    /** {@return why an action is refused, beyond {@link #refusalOfSite}, or empty} */
    Optional<String> refusalOfAction(HttpServletRequest request) {
        if (request.getHeader(ACTION_HEADER) == null) {
            return Optional.of("The header " + ACTION_HEADER + " is missing");
        }
        return mayAct(request)
                ? Optional.empty()
                : Optional.of(
                        "Only for visitors on this machine, unless the demo is started with --allow-remote-actions");
    }

    /** {@return whether the visitor sits at this machine, or need not} */
    boolean mayAct(HttpServletRequest request) {
        boolean direct = request.getHeader("X-Forwarded-For") == null && request.getHeader("Forwarded") == null;
        return remoteActions || (direct && isLocal(request.getRemoteAddr(), request.getServerName()));
    }

    /**
     * Whether a request comes from this machine and knows it.
     *
     * @param peer the address that it came from
     * @param name what it calls this machine, without a port
     */
    static boolean isLocal(String peer, String name) {
        return isLoopbackName(name) && isLoopback(peer);
    }

    private static boolean isLoopbackName(String name) {
        return LOOPBACK_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** {@return whether an address or a name to listen on is of this machine only} */
    static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String hostOf(String origin) {
        int slashes = origin.indexOf("://");
        return slashes < 0 ? "" : origin.substring(slashes + 3);
    }
}
