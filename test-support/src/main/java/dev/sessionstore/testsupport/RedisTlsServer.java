package dev.sessionstore.testsupport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Redis that accepts TLS only, with a self-signed certificate; a process of this machine, whose {@code redis-server}, if any, must
 * be built with TLS.
 */
public final class RedisTlsServer implements AutoCloseable {

    private static final Supplier<RedisTlsServer> SHARED = Lazy.of(RedisTlsServer::start);

    private final RedisNode node;
    private final TlsFiles files;

    private RedisTlsServer(RedisNode node, TlsFiles files) {
        this.node = node;
        this.files = files;
    }

    /** {@return the one TLS server of this JVM} Keep to a prefix of your own in it. */
    public static RedisTlsServer shared() {
        return SHARED.get();
    }

    /**
     * Starts a server that the test may stop.
     *
     * @param options of redis-server, such as {@code "--requirepass", "secret"}
     */
    public static RedisTlsServer start(String... options) {
        Path program = RedisServer.program();
        Lookup.report("Redis with TLS", program.toString());
        TlsFiles files = TlsFiles.create();
        RedisNode node = RedisNode.start(port -> {
            Path folder = ServerFiles.temporary("redis");
            List<String> command = new ArrayList<>(List.of(program.toString(), "--port", "0", "--bind", "127.0.0.1"));
            command.addAll(List.of("--dir", folder.toString(), "--save", "", "--appendonly", "no"));
            command.addAll(List.of("--tls-port", String.valueOf(port), "--tls-auth-clients", "no"));
            command.addAll(List.of("--tls-cert-file", files.certificate().toString()));
            command.addAll(List.of("--tls-key-file", files.key().toString()));
            command.addAll(List.of("--tls-ca-cert-file", files.certificate().toString()));
            command.addAll(List.of(options));
            return ServerProcess.start(command, folder.resolve("server.log"), RedisNode.READY, "TERM");
        });
        return new RedisTlsServer(node, files);
    }

    /** {@return its port, always the same} */
    public int port() {
        return node.port();
    }

    /** {@return {@code rediss://127.0.0.1:port}} */
    public String url() {
        return "rediss://127.0.0.1:" + node.port();
    }

    /** {@return its certificate, and the files with which a client trusts it} */
    public TlsFiles files() {
        return files;
    }

    @Override
    public void close() {
        node.kill();
    }
}
