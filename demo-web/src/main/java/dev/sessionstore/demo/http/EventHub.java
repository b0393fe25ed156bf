package dev.sessionstore.demo.http;

import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends browsers what happens in the store, as it happens. The thread that causes an event only puts it into bounded queues; one
 * thread writes for all, and never waits for a browser. A sid is sent shortened. A browser is also sent when its own session has ended.
 */
final class EventHub implements AutoCloseable {

    /** Browsers that may listen at once, over all nodes of this process. */
    static final int MOST_STREAMS = 64;

    private static final long HEARTBEAT_SECONDS = 10;
    private static final String ENDED = "event: ended\ndata: {}\n\n";

    /** With what waits for the end of the session of each. */
    private final Map<EventStream, Subscription> streams = new ConcurrentHashMap<>();

    private final AtomicBoolean writing = new AtomicBoolean();
    private final ScheduledExecutorService writer;
    private final Subscription subscription;
    private volatile boolean closed;

    EventHub(Store store) {
        this.writer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "events");
            thread.setDaemon(true);
            return thread;
        });
        this.subscription = store.on(StoreEvent.class, event -> publish(toJson(event)));
        // a comment, which also shows whether the browser is still there
        var unused =
                writer.scheduleAtFixedRate(() -> send(":\n\n"), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Answers with a stream that goes on until the browser leaves or the demo ends; 503 when too many listen.
     *
     * @param ending calls back when the session of the request has ended
     */
    void stream(HttpServletRequest request, HttpServletResponse response, Function<Runnable, Subscription> ending)
            throws IOException {
        if (closed || streams.size() >= MOST_STREAMS) {
            response.setHeader("Retry-After", "5");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many listen already");
            return;
        }
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        EventStream stream = new EventStream(request.startAsync(), this::forget);
        stream.add("retry: 2000\n\n");
        streams.put(stream, () -> {});
        stream.start();
        Subscription untilEnd = ending.apply(() -> sendTo(stream));
        if (streams.replace(stream, untilEnd) == null) {
            untilEnd.cancel();
        }
        if (closed) {
            stream.end();
        }
    }

    private void sendTo(EventStream stream) {
        stream.add(ENDED);
        if (!closed) {
            writer.execute(stream::write);
        }
    }

    private void forget(EventStream stream) {
        Subscription untilEnd = streams.remove(stream);
        if (untilEnd != null) {
            untilEnd.cancel();
        }
    }

    /** Sends another event that pages show at once. */
    void publish(Map<String, @Nullable Object> event) {
        send("data: " + Json.write(event) + "\n\n");
    }

    int listening() {
        return streams.size();
    }

    private void send(String text) {
        if (streams.isEmpty()) {
            return;
        }
        streams.keySet().forEach(stream -> stream.add(text));
        if (!closed && writing.compareAndSet(false, true)) {
            writer.execute(this::write);
        }
    }

    private void write() {
        writing.set(false);
        streams.keySet().forEach(EventStream::write);
    }

    private static Map<String, @Nullable Object> toJson(StoreEvent event) {
        String sid = null;
        String problem = null;
        if (event instanceof StoreEvent.SessionEvent effect) {
            sid = effect.sid();
        } else if (event instanceof StoreEvent.Disconnected disconnected) {
            problem = disconnected.cause().getMessage();
        }
        return Json.object(
                "event",
                event.getClass().getSimpleName(),
                "sid",
                sid == null ? null : StoreArguments.shorten(sid),
                "problem",
                problem,
                "at",
                System.currentTimeMillis());
    }

    /** Ends all streams, so that a server need not wait for them. */
    @Override
    public void close() {
        closed = true;
        subscription.cancel();
        writer.shutdownNow();
        streams.keySet().forEach(EventStream::end);
    }
}
