package dev.sessionstore.bench.targets;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The raw client with ready JSON: what was written last wins. */
final class RawWork implements Work {

    private final RawClient client;
    private final String json;

    RawWork(RawClient client, String json) {
        this.client = client;
        this.json = json;
    }

    private String get(String sid) throws Exception {
        @Nullable String found = client.get(sid);
        if (found == null) {
            throw Missing.session();
        }
        return found;
    }

    @Override
    public String login() throws Exception {
        String sid = UUID.randomUUID().toString();
        client.set(sid, ReadyJson.ofItsOwn(json));
        return sid;
    }

    @Override
    public void read(String sid) throws Exception {
        get(sid);
    }

    @Override
    public void change(String sid) throws Exception {
        client.set(sid, ReadyJson.next(get(sid)));
    }

    @Override
    public void logout(String sid) throws Exception {
        if (!client.delete(sid)) {
            throw Missing.session();
        }
    }
}
