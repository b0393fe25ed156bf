package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.WATCHING;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.REFUSED_SIDS;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.nothing;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.Watch;
import dev.sessionstore.Watch.Reading;
import dev.sessionstore.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a watch reads, how late it says that its reports are, and its end. */
interface WatchReadRules {

    @Rule(
            id = "WATCH-10",
            needs = WATCHING,
            says =
                    "a read by a watch gives the text and an expiry that is not later than the session's and not much earlier",
            because = "a copy ends by it, and nobody is asked",
            source = "the javadoc of dev.sessionstore.Watch")
    default void readsGiveTextAndExpiry(RuleContext context) {
        Watched watched = Watched.by(context, context.a());
        String sid = context.sid();
        context.b().set(sid, TEXT, context.inAnHour());
        expectReading(context, watched.read(sid).reading(), TEXT, context.inAnHour());
        context.b().touch(sid, context.in(Duration.ofMinutes(2)));
        expectReading(context, watched.read(sid).reading(), TEXT, context.in(Duration.ofMinutes(2)));
        context.b().set(sid, OTHER, context.in(HOUR.multipliedBy(3)));
        expectReading(context, watched.read(sid).reading(), OTHER, context.in(HOUR.multipliedBy(3)));
        Instant expiry = context.in(HOUR.multipliedBy(3));
        context.advance(HOUR);
        expectReading(context, watched.read(sid).reading(), OTHER, expiry);
    }

    private static void expectReading(RuleContext context, Reading got, String text, Instant expiry) {
        context.expect(text, got.data());
        Duration resolution = context.a().store().resolution();
        Duration early =
                Duration.ofSeconds(5).plus(resolution).plus(context.harness().tolerance());
        context.expect(
                "an expiry not later than " + context.wording().of(expiry) + " and not much earlier",
                !got.expiresAt().isAfter(expiry.plus(resolution))
                        && !got.expiresAt().isBefore(expiry.minus(early)),
                got.expiresAt());
    }

    @Rule(
            id = "WATCH-11",
            needs = WATCHING,
            says = "unknown, destroyed and expired sessions and refused sids are absent when a watch reads",
            because = "a read of what is not there is no error",
            source = "the javadoc of dev.sessionstore.Watch")
    default void absentIsAbsent(RuleContext context) {
        Watched watched = Watched.by(context, context.a());
        String destroyed = context.sid();
        String expired = context.sid();
        context.b().set(destroyed, TEXT, context.inAnHour());
        context.b().set(expired, TEXT, context.inAnHour());
        watched.read(destroyed);
        watched.read(expired);
        context.b().destroy(destroyed);
        context.advanceBeyond(HOUR);
        for (String sid : List.of(context.sid(), destroyed, expired)) {
            context.expect(Reading.absent(true), watched.read(sid).reading());
        }
        for (String refused : REFUSED_SIDS) {
            Reading reading = watched.watch().read(refused);
            context.expect(Reading.absent(reading.watched()), reading);
        }
    }

    @Rule(
            id = "WATCH-12",
            needs = WATCHING,
            says = "a read by a watch changes nothing: it moves no expiry and publishes no event",
            because = "who only watches a session must not keep it alive",
            source = "the javadoc of dev.sessionstore.Watch")
    default void readsChangeNothing(RuleContext context) {
        Watched watched = Watched.by(context, context.a());
        String sid = context.sid();
        context.b().set(sid, TEXT, context.inAnHour());
        RecordedEvents events = context.a().receive();
        context.advance(HOUR.minusMinutes(2));
        for (int i = 0; i < 3; i++) {
            context.expect(TEXT, watched.read(sid).reading().data());
        }
        context.expect(List.of(), events.all());
        context.expect(present(TEXT), context.b().get(sid));
        context.advanceBeyond(Duration.ofMinutes(2));
        context.expect(absent(), context.b().get(sid));
        String unknown = context.sid();
        watched.read(unknown);
        context.expect(absent(), context.b().get(unknown));
    }

    @Rule(
            id = "WATCH-13",
            needs = WATCHING,
            says = "the lag is small while all is well, and never less than how late a report is",
            because =
                    "a copy is used as long as the lag says that it may be, and not at all when it grows without need",
            source = "the javadoc of dev.sessionstore.Watch")
    default void theLagIsSmall(RuleContext context) {
        Watched watched = Watched.by(context, context.a());
        for (int i = 0; i < 20; i++) {
            String sid = context.sid();
            Watched.Begun read = watched.read(sid);
            context.b().store().set(sid, TEXT, context.inAnHour());
            watched.expectHonestLag(sid, read, System.nanoTime());
            watched.expectReport("the write", sid, read);
            context.eventually(
                    "a lag of less than " + Watched.SMALL_LAG.toMillis() + " ms",
                    () -> watched.watch().lagNanos() < Watched.SMALL_LAG.toNanos());
            context.expect("a lag of zero or more", watched.watch().lagNanos() >= 0, "a negative one");
        }
    }

    @Rule(
            id = "WATCH-14",
            needs = WATCHING,
            says = "a closed watch reads nothing, reports nothing and is infinitely late; other watches go on",
            because = "what was closed and is called again calls into what is no longer there",
            source = "the javadoc of dev.sessionstore.Watch")
    default void closedWatchesAreOver(RuleContext context) {
        Watched closed = Watched.by(context, context.a());
        Watched open = Watched.by(context, context.a());
        Map<String, Watched.Begun> reads = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) {
            String sid = context.sid();
            reads.put(sid, closed.read(sid));
        }
        context.note("the first watch is closed, twice");
        closed.watch().close();
        closed.watch().close();
        expectOver(context, closed.watch(), context.sid());
        int unreported = 0;
        Duration wait = context.patience().dividedBy(2L * reads.size());
        for (Map.Entry<String, Watched.Begun> read : reads.entrySet()) {
            String sid = read.getKey();
            Watched.Begun other = open.read(sid);
            int before = closed.reports().of(sid);
            context.b().set(sid, TEXT, context.inAnHour());
            open.expectReport("the write to the open watch", sid, other);
            Together.pause(wait);
            if (closed.reports().of(sid) == before) {
                unreported++;
                break;
            }
        }
        context.expect("no report to the closed watch in the end", unreported > 0, "a report of each change");
        context.expect(
                TEXT, open.read(reads.keySet().iterator().next()).reading().data());
    }

    private static void expectOver(RuleContext context, Watch watch, String sid) {
        context.expectThrown(IllegalStateException.class, () -> watch.read(sid));
        context.expect(Long.MAX_VALUE, watch.lagNanos());
    }

    @Rule(
            id = "WATCH-15",
            needs = WATCHING,
            says = "the close of a store ends its watches, and those of other nodes go on",
            because = "an ability is a view of the store, not a store of its own",
            source = "the javadoc of dev.sessionstore.Store")
    default void closedStoresEndTheirWatches(RuleContext context) throws Exception {
        Node closing = context.open("C");
        Watched ended = Watched.by(context, closing);
        Watched other = Watched.by(context, context.a());
        Watching watching = closing.watching();
        ended.read(context.sid());
        closing.close();
        expectOver(context, ended.watch(), context.sid());
        context.expectThrown(IllegalStateException.class, () -> watching.watch(new Reports(), Watched.PROOF_EVERY));
        ended.watch().close();
        String sid = context.sid();
        Watched.Begun read = other.read(sid);
        context.b().set(sid, TEXT, context.inAnHour());
        other.expectReport("the write", sid, read);
    }

    @Rule(
            id = "WATCH-16",
            needs = WATCHING,
            says =
                    "proofs are asked for every 1 ms to 1 minute, all else is an IllegalArgumentException, and null is refused",
            because = "what is refused everywhere in the same way is found at once",
            source = "the javadoc of dev.sessionstore.Watching")
    default void argumentsAreChecked(RuleContext context) {
        Watching watching = context.a().watching();
        Reports reports = new Reports();
        for (Duration wrong :
                List.of(Duration.ZERO, Duration.ofMillis(-20), Duration.ofNanos(999_999), Duration.ofMillis(60_001))) {
            context.note("watch with a proof every " + wrong);
            context.expectThrown(IllegalArgumentException.class, () -> watching.watch(reports, wrong));
        }
        for (Duration right : List.of(Duration.ofMillis(1), Duration.ofMinutes(1))) {
            context.note("watch with a proof every " + right);
            try (Watch watch = watching.watch(reports, right)) {
                context.expectThrown(NullPointerException.class, () -> watch.read(nothing()));
            }
        }
        context.expectThrown(NullPointerException.class, () -> watching.watch(nothing(), Watched.PROOF_EVERY));
        context.expectThrown(NullPointerException.class, () -> watching.watch(reports, nothing()));
    }
}
