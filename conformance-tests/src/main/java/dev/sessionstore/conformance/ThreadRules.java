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

/** Which threads may call, and in what state. */
interface ThreadRules {

    @Rule(
            id = "THREAD-1",
            says = "many threads may use one store at once, each on its own session, and none sees another one's text",
            because = "every request is a thread, and answers that are mixed up are other users' sessions")
    default void manyThreads(RuleContext trial) {
        Instant expiry = trial.inAnHour();
        List<String> mixedUp = trial.together(16, thread -> () -> {
            String sid = trial.sid();
            for (int i = 0; i < 25; i++) {
                String text = "\"" + thread + "." + i + "\"";
                trial.a().store().set(sid, text, expiry);
                String got =
                        (i % 2 == 0 ? trial.a() : trial.b()).store().get(sid).orElse("absent");
                if (!got.equals(text)) {
                    return got + " in place of " + text;
                }
            }
            return "";
        });
        trial.note("16 threads, each 25 times set and get on a session of its own");
        trial.expect(List.of(), mixedUp.stream().filter(text -> !text.isEmpty()).toList());
    }

    @Rule(
            id = "THREAD-2",
            says = "an interrupted thread gets its answer or StoreUnavailableException, and keeps its flag",
            because =
                    "a server that shuts down interrupts its requests; who swallows the interrupt keeps it from stopping")
    default void interruptedThreads(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        RecordedEvents outages = RecordedEvents.from(trial.a(), StoreEvent.Disconnected.class);
        List<Action> calls = List.of(
                () -> trial.expect(present(TEXT), trial.a().get(sid)),
                () -> trial.a().set(sid, TEXT, trial.inAnHour()),
                () -> trial.expect(true, trial.a().touch(sid, trial.inAnHour())),
                () -> trial.expect(present(TEXT), trial.b().get(sid)));
        for (Action call : calls) {
            trial.expect("the interrupt flag still set", keepsItsFlag(call), "not set");
        }
        trial.expect(present(TEXT), trial.a().get(sid));
        trial.expect(List.of(), outages.all());
    }

    @Rule(
            id = "THREAD-3",
            needs = VIRTUAL_THREADS,
            says = "virtual threads may use the store, many more than there are carriers",
            because = "servers run each request on a virtual thread; one that is pinned under a lock stops all others",
            source = "JEP 444")
    default void virtualThreads(RuleContext trial) throws Exception {
        int threads = 100;
        CountDownLatch done = new CountDownLatch(threads);
        AtomicInteger kept = new AtomicInteger();
        Instant expiry = trial.inAnHour();
        for (int i = 0; i < threads; i++) {
            String sid = trial.sid();
            VirtualThreads.start(() -> {
                try {
                    trial.a().store().set(sid, TEXT, expiry);
                    if (trial.b().store().get(sid).equals(present(TEXT))
                            && trial.a().store().destroy(sid)) {
                        kept.incrementAndGet();
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        trial.note(threads + " virtual threads, each set, get and destroy");
        trial.expect("an end of all", done.await(20, TimeUnit.SECONDS), done.getCount() + " that did not end well");
        trial.expect(threads, kept.get());
    }

    /** Makes a call as an interrupted thread; gives whether it still was when the call had ended. */
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
