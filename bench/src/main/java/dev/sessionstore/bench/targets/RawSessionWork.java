package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.Payload;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The least that a signed cookie and JSON attributes cost by hand: HMAC, the raw client, Jackson. The handle is a signed id. */
final class RawSessionWork implements Work {

    private static final ObjectReader READER =
            JsonMapper.shared().readerFor(new TypeReference<Map<String, Object>>() {});
    private static final ObjectWriter WRITER = JsonMapper.shared().writer();

    private final RawClient client;
    private final SignedId ids = new SignedId("a secret that nothing depends on");
    private final String json;
    private final String readName;

    RawSessionWork(RawClient client, Payload payload) {
        this.client = client;
        this.json = ReadyJson.of(payload);
        this.readName = payload.readName();
    }

    @Override
    public String login() throws Exception {
        String sid = UUID.randomUUID().toString();
        client.set(sid, WRITER.writeValueAsString(READER.readValue(json)));
        return ids.sign(sid);
    }

    @Override
    public void read(String signed) throws Exception {
        load(ids.verify(signed));
    }

    @Override
    public void change(String signed) throws Exception {
        String sid = ids.verify(signed);
        Map<String, Object> session = load(sid);
        if (!(session.get(Payload.COUNTER) instanceof Number views)) {
            throw Missing.attribute();
        }
        session.put(Payload.COUNTER, views.longValue() + 1);
        client.set(sid, WRITER.writeValueAsString(session));
    }

    @Override
    public void logout(String signed) throws Exception {
        if (!client.delete(ids.verify(signed))) {
            throw Missing.session();
        }
    }

    private Map<String, Object> load(String sid) throws Exception {
        @Nullable String found = client.get(sid);
        if (found == null) {
            throw Missing.session();
        }
        Map<String, Object> session = READER.readValue(found);
        if (!(session.get(readName) instanceof String)) {
            throw Missing.attribute();
        }
        return session;
    }
}
