package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.targets.Missing;
import dev.sessionstore.bench.targets.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** What SessionRepositoryFilter does with a repository in a request. The handle is the session's id. */
final class SpringWork<S extends Session> implements Work {

    static final Duration LIFETIME = Duration.ofMinutes(30);

    private final SessionRepository<S> repository;
    private final Map<String, String> texts;
    private final String readName;

    SpringWork(SessionRepository<S> repository, Payload payload) {
        this.repository = repository;
        this.texts = payload.texts();
        this.readName = payload.readName();
    }

    @Override
    public String login() {
        S session = repository.createSession();
        session.setMaxInactiveInterval(LIFETIME);
        texts.forEach(session::setAttribute);
        session.setAttribute(Payload.COUNTER, 0L);
        repository.save(session);
        return session.getId();
    }

    /** The filter saves after every request that has looked at its session: it has been accessed. */
    @Override
    public void read(String id) {
        S session = load(id);
        repository.save(session);
    }

    @Override
    public void change(String id) {
        S session = load(id);
        @Nullable Long views = session.getAttribute(Payload.COUNTER);
        if (views == null) {
            throw Missing.attribute();
        }
        session.setAttribute(Payload.COUNTER, views + 1);
        repository.save(session);
    }

    @Override
    public void logout(String id) {
        if (repository.findById(id) == null) {
            throw Missing.session();
        }
        repository.deleteById(id);
    }

    private S load(String id) {
        @Nullable S session = repository.findById(id);
        if (session == null) {
            throw Missing.session();
        }
        session.setLastAccessedTime(Instant.now());
        @Nullable String text = session.getAttribute(readName);
        if (text == null) {
            throw Missing.attribute();
        }
        return session;
    }
}
