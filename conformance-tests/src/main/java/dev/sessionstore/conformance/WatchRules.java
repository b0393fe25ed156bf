package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.LISTING;
import static dev.sessionstore.conformance.Requirement.WATCHING;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.present;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.Watch.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What a watch reports. */
interface WatchRules {

    @Rule(
            id = "WATCH-1",
            needs = WATCHING,
            says =
                    "a change of every kind of a session that was read by the watch is reported, by another node or this one",
            because = "a copy whose change is not reported stays, and a logged-out user stays in",
            source = "the javadoc of dev.sessionstore.Watching")
    default void everyChangeIsReported(RuleContext context) {
        Watched watched = Watched.by(context, context.a());
        for (Node node : List.of(context.b(), context.a())) {
            for (Change change : Change.all(context)) {
                String sid = change.prepare(context, node);
                Watched.Begun read = watched.read(sid);
                change.by().accept(node, sid);
                watched.expectReport(change.what(), sid, read);
            }
        }
    }

    @Rule(
            id = "WATCH-2",
            needs = {WATCHING, LISTING},
            says = "a clear is reported for each session that was read, or as a loss",
            because = "a session that was removed with all others is as gone as one that was destroyed",
            source = "the javadoc of dev.sessionstore.Watching")
    default void aClearIsReported(RuleContext context) {
        Watched watched = Watched.by(context, context.a());
        for (Node node : List.of(context.b(), context.a())) {
            Map<String, Watched.Begun> reads = new LinkedHashMap<>();
            for (int i = 0; i < 5; i++) {
                String sid = context.sid();
                node.set(sid, TEXT, context.inAnHour());
                reads.put(sid, watched.read(sid));
            }
            node.clear();
            reads.forEach((sid, read) -> watched.expectReport("the end", sid, read));
        }
    }

    @Rule(
            id = "WATCH-3",
            needs = WATCHING,
            says = "the next change after each read is reported, however often a session is read and changed",
            because = "a backend that reports a change once has to be asked again",
            source = "the javadoc of dev.sessionstore.Watch")
    default void theNextChangeIsReportedAgain(RuleContext context) {
        Watched watched = Watched.by(context, context.a());
        String sid = context.sid();
        for (int i = 0; i < 12; i++) {
            Watched.Begun read = watched.read(sid);
            if (i % 3 == 2) {
                read = watched.read(sid);
            }
            context.b().set(sid, String.valueOf(i), context.inAnHour());
            watched.expectReport("version " + i, sid, read);
        }
    }

    @Rule(
            id = "WATCH-4",
            needs = WATCHING,
            says = "a change that happens after the read of a racing watch is reported after that read began",
            because = "else a copy of what was read stays, and nobody ever says that it is old",
            source = "the javadoc of dev.sessionstore.Watch")
    default void racingReadsAreReported(RuleContext context) {
        int rounds = 48;
        Watched watched = Watched.by(context, context.a());
        Map<String, Watched.Begun> older = new LinkedHashMap<>();
        AtomicLong took = new AtomicLong();
        Instant expiry = context.inAnHour();
        for (int i = 0; i < rounds; i++) {
            String sid = context.sid();
            context.b().store().set(sid, TEXT, expiry);
            long into = took.get() * (i % 8) / 8;
            List<Watched.Begun> begun = context.together(2, thread -> () -> {
                if (thread == 0) {
                    LockSupport.parkNanos(into);
                    context.b().store().set(sid, OTHER, expiry);
                    return new Watched.Begun(Reading.absent(false), 0);
                }
                int before = watched.reports().of(sid);
                long begin = System.nanoTime();
                Reading reading = watched.watch().read(sid);
                took.set(System.nanoTime() - begin);
                return new Watched.Begun(reading, before);
            });
            Watched.Begun read = begun.get(1);
            context.note("B writes it " + NANOSECONDS.toMicros(into) + " µs after the watch begins to read → "
                    + context.wording().of(read.reading()));
            if (read.reading().watched() && TEXT.equals(read.reading().data())) {
                older.put(sid, read);
            }
        }
        older.forEach((sid, read) -> watched.expectReport("the change", sid, read));
    }

    @Rule(
            id = "WATCH-5",
            needs = WATCHING,
            says = "when many sessions change at once each is reported",
            because = "one that is dropped because others change too is dropped when it matters",
            source = "the javadoc of dev.sessionstore.Watching")
    default void manyChangesAtOnce(RuleContext context) {
        int threads = 4;
        Watched watched = Watched.by(context, context.a());
        List<Map<String, Watched.Begun>> reads = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            Map<String, Watched.Begun> own = new LinkedHashMap<>();
            for (int i = 0; i < 40; i++) {
                String sid = context.sid();
                own.put(sid, watched.read(sid));
            }
            reads.add(own);
        }
        Instant expiry = context.inAnHour();
        context.note(threads + " threads write 40 sessions each");
        context.together(threads, thread -> () -> {
            reads.get(thread)
                    .keySet()
                    .forEach(sid -> (thread % 2 == 0 ? context.a() : context.b())
                            .store()
                            .set(sid, TEXT, expiry));
            return true;
        });
        reads.forEach(own -> own.forEach((sid, read) -> watched.expectReport("the write", sid, read)));
    }

    @Rule(
            id = "WATCH-6",
            needs = WATCHING,
            says =
                    "what a watcher throws harms neither the writer, nor the store, nor other watches, nor later reports",
            because = "one faulty listener must not keep all copies of a node from being dropped",
            source = "the javadoc of dev.sessionstore.Watching")
    default void throwingWatchersHarmNobody(RuleContext context) {
        Reports throwing = new Reports() {
            @Override
            public void changed(String sid) {
                super.changed(sid);
                throw new IllegalStateException("a watcher that throws, on purpose");
            }

            @Override
            public void lost() {
                super.lost();
                throw new AssertionError("a watcher that throws, on purpose");
            }
        };
        Watched first = Watched.by(context, context.a(), throwing);
        Watched second = Watched.by(context, context.a());
        RecordedEvents events = RecordedEvents.from(context.b(), StoreEvent.Saved.class);
        for (int i = 1; i <= 3; i++) {
            String sid = context.sid();
            Watched.Begun read = first.read(sid);
            Watched.Begun other = second.read(sid);
            context.b().set(sid, TEXT, context.inAnHour());
            context.expect(i, events.all().size());
            first.expectReport("the write", sid, read);
            second.expectReport("the write to the other watch", sid, other);
            context.expect(present(TEXT), context.a().get(sid));
        }
    }
}
