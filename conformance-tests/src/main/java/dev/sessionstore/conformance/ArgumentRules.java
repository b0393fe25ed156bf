package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.nothing;

import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which of several bad arguments is reported, and with which message. */
interface ArgumentRules {

    @Rule(
            id = "ARGUMENT-1",
            says = "a closed store reports that it is closed whatever the arguments are, with the message of"
                    + " StoreArguments.requireOpen",
            because = "an application that looks for its mistake in the arguments would not find it")
    default void closedComesFirst(RuleContext context) {
        context.a().set(context.sid(), TEXT, context.inAnHour());
        context.a().close();
        Action expected = () -> StoreArguments.requireOpen(false);
        for (String sid : Arrays.<String>asList(nothing(), "", "x")) {
            calls(context.a().store(), sid, "", "", nothing(), 0).forEach(call -> expectAs(context, expected, call));
        }
    }

    @Rule(
            id = "ARGUMENT-2",
            says =
                    "of several bad arguments the first in the order sid, data, expiry, expected data is reported, with the"
                            + " message of StoreArguments",
            because = "what an application catches and logs must not change with its store")
    default void badArgumentsAreToldInOrder(RuleContext context) {
        Store store = context.a().store();
        Instant expiry = context.inAnHour();
        String sid = context.sid();
        for (String badSid : Arrays.<String>asList(nothing(), "", "x".repeat(129), "\uD800", "a\0")) {
            Action expected = () -> StoreArguments.requireSid(badSid);
            writes(store, badSid, "", "", nothing()).forEach(call -> expectAs(context, expected, call));
        }
        for (String badData : Arrays.<String>asList(nothing(), "", "\"\uDC00\"", "\0")) {
            Action expected = () -> StoreArguments.requireData(badData);
            expectAs(context, expected, () -> store.set(sid, badData, nothing()));
            store.conditionalWrites().ifPresent(writes -> {
                expectAs(context, expected, () -> writes.create(sid, badData, nothing()));
                expectAs(context, expected, () -> writes.replace(sid, "", badData, nothing()));
                expectAs(context, expected, () -> writes.replace(sid, badData, TEXT, expiry));
            });
        }
        Action noExpiry = () -> StoreArguments.requireTouch(sid, nothing());
        expectAs(context, noExpiry, () -> store.touch(sid, nothing()));
        expectAs(context, noExpiry, () -> store.set(sid, TEXT, nothing()));
        store.conditionalWrites().ifPresent(writes -> {
            expectAs(context, noExpiry, () -> writes.create(sid, TEXT, nothing()));
            expectAs(context, noExpiry, () -> writes.replace(sid, "", TEXT, nothing()));
        });
        expectAs(context, () -> StoreArguments.requireSid(nothing()), () -> store.get(nothing()));
        store.listing()
                .ifPresent(listing -> expectAs(
                        context, () -> StoreArguments.requireSid(nothing()), () -> listing.expiresAt(nothing())));
        store.sweeping().ifPresent(sweeping -> {
            for (int bound : new int[] {0, -1, Integer.MIN_VALUE}) {
                expectAs(context, () -> StoreArguments.requireAtMost(bound), () -> sweeping.sweep(bound));
            }
        });
    }

    /** The calls that write. */
    private static List<Action> writes(Store store, String sid, String data, String expected, Instant expiresAt) {
        List<Action> calls = new ArrayList<>();
        calls.add(() -> store.set(sid, data, expiresAt));
        calls.add(() -> store.touch(sid, expiresAt));
        calls.add(() -> store.destroy(sid));
        store.conditionalWrites().ifPresent(writes -> {
            calls.add(() -> writes.create(sid, data, expiresAt));
            calls.add(() -> writes.replace(sid, expected, data, expiresAt));
        });
        return calls;
    }

    /** All calls that a closed store refuses. */
    private static List<Action> calls(
            Store store, String sid, String data, String expected, Instant expiresAt, int atMost) {
        List<Action> calls = new ArrayList<>(writes(store, sid, data, expected, expiresAt));
        calls.add(() -> store.get(sid));
        store.listing().ifPresent(listing -> {
            calls.add(listing::sids);
            calls.add(listing::count);
            calls.add(listing::clear);
            calls.add(() -> listing.expiresAt(sid));
        });
        store.sweeping().ifPresent(sweeping -> calls.add(() -> sweeping.sweep(atMost)));
        return calls;
    }

    /** The call throws what the check throws. */
    static void expectAs(RuleContext context, Action check, Action call) {
        Throwable expected = context.expectThrown(RuntimeException.class, check);
        Throwable got = context.expectThrown(expected.getClass(), call);
        context.expect(String.valueOf(expected.getMessage()), String.valueOf(got.getMessage()));
    }
}
