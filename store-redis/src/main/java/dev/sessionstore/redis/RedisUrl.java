package dev.sessionstore.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis URL, parsed once for all clients. {@code toString} leaves out user and password, so it is safe for messages.
 *
 * <ul>
 *   <li>{@code redis://[user:password@]host[:port][/db]}: one server
 *   <li>{@code redis-cluster://[user:password@]host[:port][,host[:port]…]}: some nodes of a cluster
 *   <li>{@code redis-sentinel://[user:password@]host[:port][,host[:port]…]/master-name[/db]}: the sentinels, and the name
 *       that they know the master by. User and password are for the master and its replicas; none are sent to the sentinels
 * </ul>
 *
 * {@code rediss} in place of {@code redis} encrypts (for sentinels, also the connections to them). The ports default to 6379,
 * for sentinels to 26379, and the db to 0. User and password are percent-encoded UTF-8, IPv6 addresses stand in brackets.
 *
 * @param topology of the servers
 * @param tls whether connections are encrypted
 * @param hosts one or more
 * @param masterName for sentinels, else null
 * @param database 0 for a cluster
 * @param user null for the default user
 * @param password null for none
 */
public record RedisUrl(
        Topology topology,
        boolean tls,
        List<Host> hosts,
        @Nullable String masterName,
        int database,
        @Nullable String user,
        @Nullable String password) {

    /** How the servers of a {@link RedisUrl} work together. */
    public enum Topology {
        SINGLE,
        CLUSTER,
        SENTINEL
    }

    /**
     * One server to connect to.
     *
     * @param name a host name or address, IPv6 without brackets
     * @param port its TCP port
     */
    public record Host(String name, int port) {
        @Override
        public String toString() {
            return (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
        }
    }

    private static final int SERVER_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    public RedisUrl {
        hosts = List.copyOf(hosts);
    }

    /**
     * @param url in one of the forms above
     * @throws IllegalArgumentException naming the part that is wrong. It quotes nothing of the URL: when the @ is missing, or a
     *     / in the password is not written %2F, any part may be the password
     */
    public static RedisUrl parse(String url) {
        int colon = url.indexOf("://");
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        String kind = scheme.startsWith("rediss")
                ? scheme.substring(6)
                : scheme.startsWith("redis") ? scheme.substring(5) : "?";
        Topology topology = switch (kind) {
            case "" -> Topology.SINGLE;
            case "-cluster" -> Topology.CLUSTER;
            case "-sentinel" -> Topology.SENTINEL;
            default ->
                throw new IllegalArgumentException("Redis URL: it begins with redis://, rediss://,"
                        + " redis-cluster://, rediss-cluster://, redis-sentinel:// or rediss-sentinel://");
        };
        String rest = url.substring(colon + 3);
        if (rest.indexOf('?') >= 0 || rest.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "Redis URL: nothing follows the path; ? and # in a password are written %3F and"
                            + " %23, and options are set on the builder");
        }
        int at = rest.lastIndexOf('@');
        String[] path = rest.substring(at + 1).split("/", -1);
        String credentials = at < 0 ? "" : rest.substring(0, at);
        int nameEnd = credentials.indexOf(':');
        return new RedisUrl(
                topology,
                scheme.startsWith("rediss"),
                hosts(path[0], topology),
                topology == Topology.SENTINEL ? masterName(path) : null,
                database(path, topology),
                decoded(nameEnd < 0 ? credentials : credentials.substring(0, nameEnd)),
                nameEnd < 0 ? null : decoded(credentials.substring(nameEnd + 1)));
    }

    private static List<Host> hosts(String text, Topology topology) {
        String[] each = text.split(",", -1);
        List<Host> hosts = IntStream.range(0, each.length)
                .mapToObj(i -> host(each[i], i + 1, topology))
                .toList();
        if (topology == Topology.SINGLE && hosts.size() > 1) {
            throw new IllegalArgumentException(
                    "Redis URL: several hosts are a redis-cluster:// or a redis-sentinel:// URL");
        }
        return hosts;
    }

    private static Host host(String text, int number, Topology topology) {
        try {
            URI parsed = new URI("redis://" + text).parseServerAuthority();
            String name = parsed.getHost();
            if (name != null
                    && parsed.getUserInfo() == null
                    && parsed.getRawPath().isEmpty()) {
                int port = parsed.getPort() >= 0
                        ? parsed.getPort()
                        : topology == Topology.SENTINEL ? SENTINEL_PORT : SERVER_PORT;
                if (port > 0 && port <= 0xffff) {
                    return new Host(name.startsWith("[") ? name.substring(1, name.length() - 1) : name, port);
                }
            }
        } catch (URISyntaxException e) {
            // refused below, without this exception, which quotes the text
        }
        throw new IllegalArgumentException("Redis URL: host " + number
                + " is not host or host:port with a port from 1 to 65535; user and password end with an @");
    }

    private static String masterName(String[] path) {
        if (path.length < 2 || path[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "Redis URL: the name of the master is missing, as in redis-sentinel://host/name");
        }
        return path[1];
    }

    private static int database(String[] path, Topology topology) {
        int index = topology == Topology.SENTINEL ? 2 : 1;
        if (path.length > index + 1) {
            throw new IllegalArgumentException("Redis URL: too many parts in the path");
        }
        String text = path.length > index ? path[index] : "";
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(
                    "Redis URL: what follows the hosts is not the number of a database; a / in a"
                            + " password is written %2F");
        }
        int database = Integer.parseInt(text);
        if (topology == Topology.CLUSTER && database != 0) {
            throw new IllegalArgumentException("Redis URL: a cluster has database 0 only");
        }
        return database;
    }

    private static @Nullable String decoded(String text) {
        try {
            return text.isEmpty() ? null : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Redis URL: a % in user or password is written %25");
        }
    }

    RedisUrl withCredentials(@Nullable String otherUser, @Nullable String otherPassword) {
        return new RedisUrl(
                topology,
                tls,
                hosts,
                masterName,
                database,
                otherUser == null ? user : otherUser,
                otherPassword == null ? password : otherPassword);
    }

    @Override
    public String toString() {
        String kind = topology == Topology.SINGLE ? "" : "-" + topology.name().toLowerCase(Locale.ROOT);
        return hosts.stream()
                        .map(Host::toString)
                        .collect(Collectors.joining(",", (tls ? "rediss" : "redis") + kind + "://", ""))
                + (masterName == null ? "" : "/" + masterName)
                + (database == 0 ? "" : "/" + database);
    }
}
