package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.SessionFilter;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionManager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;

/**
 * The sessions of a {@link SessionManager} for those who use Spring Session's API. They are the same records as those of the filter:
 * under the same id, with the same JSON, merged with what requests change meanwhile. {@link #save} stores what was changed, else moves
 * the expiry if that is due; a session that ended meanwhile is not brought back. Listeners of {@code HttpSession} are not called, and
 * no cookie is sent. Thread-safe; a session of it is not.
 */
final class StoreSessionRepository implements FindByIndexNameSessionRepository<StoreSession> {

    private final SessionManager manager;
    private final SessionFilter filter;

    /** @param filter whose forms the attributes have */
    StoreSessionRepository(SessionManager manager, SessionFilter filter) {
        this.manager = manager;
        this.filter = filter;
    }

    /** {@return a session that is stored when it is saved, even with nothing in it} */
    @Override
    public StoreSession createSession() {
        return new StoreSession(manager.begin(), filter);
    }

    @Override
    public void save(StoreSession session) {
        session.save();
    }

    @Override
    public @Nullable StoreSession findById(String id) {
        return manager.find(id)
                .map(session -> new StoreSession(session, filter))
                .orElse(null);
    }

    @Override
    public void deleteById(String id) {
        manager.destroy(id);
    }

    /** The index of the principal's name is the store's of owners; there is no other. */
    @Override
    public Map<String, StoreSession> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        Map<String, StoreSession> found = new LinkedHashMap<>();
        if (indexName.equals(PRINCIPAL_NAME_INDEX_NAME) && !indexValue.isEmpty()) {
            for (Session session : manager.findAllOf(indexValue)) {
                found.put(session.id(), new StoreSession(session, filter));
            }
        }
        return found;
    }
}
