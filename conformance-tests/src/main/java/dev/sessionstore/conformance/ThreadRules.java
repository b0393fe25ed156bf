package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.VIRTUAL_THREADS;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls by many threads, interrupted threads and virtual threads. */
interface ThreadRules {

    @Rule(
            id = "THREAD-1",
            says = "many threads may use one store at once, each on its own session, and none sees another text",
            because = "every request is a thread, and a mixed-up answer is another user's session")
    default void manyThreads(RuleContext context) {
        Instant expiry = context.inAnHour();
        List<String> mixedUp = context.together(16, thread -> () -> {
            String sid = context.sid();
            for (int i = 0; i < 25; i++) {
                String text = "\"" + thread + "." + i + "\"";
                context.a().store().set(sid, text, expiry);
                String got = (i % 2 == 0 ? context.a() : context.b())
                        .store()
                        .get(sid)
                        .orElse("absent");
                if (!got.equals(text)) {
                    return got + " in place of " + text;
                }
            }
            return "";
        });
        context.note("16 threads, each 25 times set and get on a session of its own");
        context.expect(
                List.of(), mixedUp.stream().filter(text -> !text.isEmpty()).toList());
    }

    @Rule(
            id = "THREAD-2",
            says = "an interrupted thread gets its answer or StoreUnavailableException, and keeps its flag",
            because = "a server that shuts down interrupts its requests; a swallowed interrupt keeps it from stopping")
    default void interruptedThreads(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        RecordedEvents outages = RecordedEvents.from(context.a(), StoreEvent.Disconnected.class);
        List<Action> calls = List.of(
                () -> context.expect(present(TEXT), context.a().get(sid)),
                () -> context.a().set(sid, TEXT, context.inAnHour()),
                () -> context.expect(true, context.a().touch(sid, context.inAnHour())),
                () -> context.expect(present(TEXT), context.b().get(sid)));
        for (Action call : calls) {
            context.expect("the interrupt flag still set", keepsItsFlag(call), "not set");
        }
        context.expect(present(TEXT), context.a().get(sid));
        context.expect(List.of(), outages.all());
    }

    @Rule(
            id = "THREAD-3",
            needs = VIRTUAL_THREADS,
            says = "virtual threads may use the store, many more than there are carriers",
            because = "servers run each request on a virtual thread; one that is pinned under a lock blocks all others",
            source = "JEP 444")
    default void virtualThreads(RuleContext context) throws Exception {
        int threads = 100;
        CountDownLatch done = new CountDownLatch(threads);
        AtomicInteger kept = new AtomicInteger();
        Instant expiry = context.inAnHour();
        for (int i = 0; i < threads; i++) {
            String sid = context.sid();
            VirtualThreads.start(() -> {
                try {
                    context.a().store().set(sid, TEXT, expiry);
                    if (context.b().store().get(sid).equals(present(TEXT))
                            && context.a().store().destroy(sid)) {
                        kept.incrementAndGet();
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        context.note(threads + " virtual threads, each set, get and destroy");
        context.expect("an end of all", done.await(20, TimeUnit.SECONDS), done.getCount() + " that did not end well");
        context.expect(threads, kept.get());
    }

    /** Makes a call on an interrupted thread; returns whether the thread is still interrupted afterwards. */
    private static boolean keepsItsFlag(Action call) {
        Thread.currentThread().interrupt();
        try {
            call.run();
        } catch (StoreUnavailableException allowed) {
            return Thread.interrupted();
        } catch (Throwable other) {
            Thread.interrupted();
            throw RuleViolation.sneak(other);
        }
        return Thread.interrupted();
    }
}
