package dev.sessionstore.demo.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One browser that listens (server-sent events, WHATWG HTML section 9.2). Nothing here waits for the browser: what it does not
 * take is kept, up to a bound, and then dropped, oldest first; the browser is sent how many were dropped.
 */
final class EventStream implements WriteListener, AsyncListener {

    /** Events that one slow browser may be behind. */
    static final int MOST_WAITING = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<String> waiting = new ArrayDeque<>();
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Consumer<EventStream> whenOver;
    private boolean writable;
    private boolean unflushed;
    private boolean over;
    private long dropped;

    EventStream(AsyncContext context, Consumer<EventStream> whenOver) throws IOException {
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.whenOver = whenOver;
    }

    void start() {
        context.setTimeout(0);
        context.addListener(this);
        out.setWriteListener(this);
    }

    /** Keeps an event until the browser takes it. */
    void add(String event) {
        lock.lock();
        try {
            if (waiting.size() == MOST_WAITING) {
                waiting.removeFirst();
                dropped++;
            }
            waiting.addLast(event);
        } finally {
            lock.unlock();
        }
    }

    /** Writes what the browser takes now; the container calls again when it takes more. */
    void write() {
        lock.lock();
        try {
            while (writable && !over && out.isReady() && writeNext()) {
                unflushed = true;
            }
        } catch (IOException | IllegalStateException e) {
            end();
        } finally {
            lock.unlock();
        }
    }

    /** {@return false when there is nothing to do} */
    private boolean writeNext() throws IOException {
        String next = next();
        if (next != null) {
            out.write(next.getBytes(StandardCharsets.UTF_8));
            return true;
        }
        if (unflushed) {
            unflushed = false;
            out.flush();
        }
        return false;
    }

    private @Nullable String next() {
        if (dropped > 0) {
            String dropNotice = "event: dropped\ndata: " + dropped + "\n\n";
            dropped = 0;
            return dropNotice;
        }
        return waiting.pollFirst();
    }

    /** Ends the response. Idempotent. */
    void end() {
        lock.lock();
        try {
            if (over) {
                return;
            }
            over = true;
            waiting.clear();
            context.complete();
        } catch (IllegalStateException e) {
            // the container has ended it already, which is all that was wanted
            over = true;
        } finally {
            lock.unlock();
            whenOver.accept(this);
        }
    }

    @Override
    public void onWritePossible() {
        lock.lock();
        try {
            writable = true;
        } finally {
            lock.unlock();
        }
        write();
    }

    @Override
    public void onError(Throwable thrown) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
