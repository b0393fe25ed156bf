package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Application nodes behind a load balancer that knows nothing of sessions. */
final class Nodes implements Work, AutoCloseable {

    private final List<OpenStore> stores = new ArrayList<>();
    private final List<Work> nodes = new ArrayList<>();

    private Nodes() {}

    static Nodes open(Backend backend, String namespace, int count, Payload payload, int threads) throws Exception {
        Nodes nodes = new Nodes();
        try {
            for (int i = 0; i < count; i++) {
                OpenStore open = backend.store(namespace, threads);
                nodes.stores.add(open);
                nodes.nodes.add(new SessionWork(open.store(), payload));
            }
            return nodes;
        } catch (Exception e) {
            nodes.close();
            throw e;
        }
    }

    private Work any() {
        return nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
    }

    @Override
    public String login() throws Exception {
        return any().login();
    }

    @Override
    public void read(String handle) throws Exception {
        any().read(handle);
    }

    @Override
    public void change(String handle) throws Exception {
        any().change(handle);
    }

    @Override
    public void logout(String handle) throws Exception {
        any().logout(handle);
    }

    @Override
    public void close() throws Exception {
        for (OpenStore store : stores) {
            store.close();
        }
    }
}
