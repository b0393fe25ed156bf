package dev.sessionstore.conformance.wrong;

import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.conformance.small.NetHarness;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallHarness;
import dev.sessionstore.conformance.small.SmallStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
                        WrongRaces.all(),
                        WrongNetworks.all(),
                        WrongBounds.all())
                .flatMap(List::stream)
                .toList();
    }
}
