package dev.sessionstore.demo.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Some visitors who each count views, one request after the other, on the nodes in turn, until told to stop. Whatever is not as
 * it should be is kept for the test to find.
 */
final class Visitors implements AutoCloseable {

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong counted = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final boolean mayBeginAnew;

    private Visitors(boolean mayBeginAnew) {
        this.mayBeginAnew = mayBeginAnew;
    }

    /**
     * Sends them in.
     *
     * @param mayBeginAnew whether a session may be gone, and another begin with the first view
     */
    static Visitors come(int number, boolean mayBeginAnew, App... nodes) {
        Visitors visitors = new Visitors(mayBeginAnew);
        for (int i = 0; i < number; i++) {
            Thread thread = new Thread(() -> visitors.visit(nodes), "visitor-" + i);
            visitors.threads.add(thread);
            thread.start();
        }
        return visitors;
    }

    private void visit(App... nodes) {
        Browser browser = new Browser("connect.sid");
        String sid = "";
        long views = 0;
        for (int i = 0; !stop.get(); i++) {
            Browser.Answer answer = browser.get(nodes[i % nodes.length], "/session");
            if (answer.status() != 200) {
                wrong.add("after " + views + " views: " + answer.status() + " " + answer.body());
                return;
            }
            String seenSid = answer.json().get("sid").asString();
            long seen = answer.json().get("views").asLong();
            if (!seenSid.equals(sid) && (views == 0 || mayBeginAnew)) {
                sid = seenSid;
                views = 0;
                begun.incrementAndGet();
            }
            if (!seenSid.equals(sid) || seen != views + 1) {
                wrong.add("after " + views + " views of one session: " + seen + " of "
                        + (seenSid.equals(sid) ? "the same" : "another"));
                return;
            }
            views = seen;
            counted.incrementAndGet();
        }
    }

    /** {@return how many views were answered} */
    long counted() {
        return counted.get();
    }

    /** {@return how many sessions they have begun} */
    long begun() {
        return begun.get();
    }

    /** {@return what was not as it should be} */
    List<String> wrong() {
        return wrong;
    }

    /** Lets the requests under way end. */
    @Override
    public void close() throws InterruptedException {
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
