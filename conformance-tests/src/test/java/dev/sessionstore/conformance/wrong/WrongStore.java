package dev.sessionstore.conformance.wrong;

import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.Watching.Watcher;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.conformance.small.LeasedStore;
import dev.sessionstore.conformance.small.NetHarness;
import dev.sessionstore.conformance.small.NetStore;
import dev.sessionstore.conformance.small.NetWatch;
import dev.sessionstore.conformance.small.NetWatching;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallHarness;
import dev.sessionstore.conformance.small.SmallStore;
import dev.sessionstore.conformance.small.SmallWatching;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * A store that is wrong on purpose.
 *
 * @param what it does wrong
 * @param breaks the rules that have to notice; it may break more
 * @param hasServer whether there is a server, whose faults most of its rules wait for
 * @param harness opens it
 */
public record WrongStore(String what, List<String> breaks, boolean hasServer, Callable<StoreHarness> harness) {

    static WrongStore wrong(String what, String breaks, Function<SmallBackend, ? extends Store> opener) {
        return new WrongStore(what, List.of(breaks.split(" ")), false, () -> new SmallHarness(opener));
    }

    static WrongStore wrongNet(String what, String breaks, IntFunction<? extends Store> opener) {
        return new WrongStore(what, List.of(breaks.split(" ")), true, () -> new NetHarness(opener));
    }

    /** A correct store whose index of owners is wrong. */
    static WrongStore wrongOwners(String what, String breaks, Function<SmallStore, Owners> index) {
        return wrong(what, breaks, backend -> withOwners(backend, index));
    }

    static SmallStore withOwners(SmallBackend backend, Function<SmallStore, Owners> index) {
        return new SmallStore(backend) {
            private final Owners owners = index.apply(this);

            @Override
            public Optional<Owners> owners() {
                return Optional.of(owners);
            }
        };
    }

    /** A correct store whose watches are wrong. */
    static WrongStore wrongWatching(String what, String breaks, Function<SmallStore, SmallWatching> watching) {
        return wrong(what, breaks, backend -> new SmallStore(backend, watching));
    }

    /** A correct store with a server whose watches are wrong. */
    static WrongStore wrongNetWatch(String what, String breaks, WatchMaker maker) {
        return wrongNet(what, breaks, port -> withWatches(port, maker));
    }

    static NetStore withWatches(int port, WatchMaker maker) {
        return new NetStore(port, store -> new NetWatching(store) {
            @Override
            protected NetWatch watch(NetStore of, Watcher watcher, Consumer<NetWatch> whenClosed) {
                return maker.make(of, watcher, whenClosed);
            }
        });
    }

    /** A correct watch that leaves time for changes that nobody reports. */
    private static final class SlowToReplace extends NetWatch {

        SlowToReplace(NetStore store, Watcher watcher, Consumer<NetWatch> whenClosed) {
            super(store, watcher, whenClosed);
        }

        @Override
        protected Duration retry() {
            return Duration.ofMillis(100);
        }
    }

    /** Makes a watch of a store with a server. */
    interface WatchMaker {
        NetWatch make(NetStore store, Watcher watcher, Consumer<NetWatch> whenClosed);
    }

    /** A wrong store that keeps copies, over a correct one. */
    static WrongStore wrongCopies(String what, String breaks, BiFunction<Store, InstantSource, LeasedStore> opener) {
        return wrong(what, breaks, backend -> opener.apply(new SmallStore(backend), backend));
    }

    /** A wrong store that keeps copies, over a correct one with a server. */
    static WrongStore wrongNetCopies(String what, String breaks, BiFunction<Store, InstantSource, LeasedStore> opener) {
        return new WrongStore(
                what,
                List.of(breaks.split(" ")),
                true,
                () -> NetHarness.withClock(
                        (port, clock) -> opener.apply(withWatches(port, SlowToReplace::new), clock)));
    }

    /** All of them. */
    public static List<WrongStore> all() {
        return Stream.of(
                        WrongReads.all(),
                        WrongWrites.all(),
                        WrongTouches.all(),
                        WrongConditionalWrites.all(),
                        WrongExpiries.all(),
                        WrongListings.all(),
                        WrongSweeps.all(),
                        WrongOwners.all(),
                        WrongOwnerEntries.all(),
                        WrongOwnerNames.all(),
                        WrongOwnerEnds.all(),
                        WrongOwnerCalls.all(),
                        WrongEvents.all(),
                        WrongListeners.all(),
                        WrongTexts.all(),
                        WrongSids.all(),
                        WrongCloses.all(),
                        WrongCopies.all(),
                        WrongWatches.all(),
                        WrongWatchReads.all(),
                        WrongNetWatches.all(),
                        WrongRaces.all(),
                        WrongNetworks.all(),
                        WrongBounds.all())
                .flatMap(List::stream)
                .toList();
    }
}
