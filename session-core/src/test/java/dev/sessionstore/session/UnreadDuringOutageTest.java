package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that do not look at their session do not wait for a store that is down, and notice when it is back. */
class UnreadDuringOutageTest {

    private static final String STORED = "{\"cookie\":{\"originalMaxAge\":1800000,\"expires\":null}}";

    private final Bench bench = new Bench();
    private final LogLines log = new LogLines();

    @AfterEach
    void close() {
        log.close();
        bench.close();
    }

    private void unread() {
        bench.request(known("A"), exchange -> {});
    }

    @Test
    void oneRequestInASecondFindsOutWhetherTheStoreIsBack() {
        bench.stored("A", STORED);
        bench.store.failOn(call -> true);
        unread();
        assertThat(bench.store.calls()).containsExactly("get A");
        for (int i = 0; i < 20; i++) {
            unread();
        }
        assertThat(bench.store.calls()).isEmpty();
        bench.clock.advance(Duration.ofSeconds(1));
        unread();
        unread();
        assertThat(bench.store.calls()).as("one probe").containsExactly("get A");
        bench.store.heal();
        bench.clock.advance(Duration.ofSeconds(1));
        unread();
        assertThat(bench.store.calls()).containsExactly("get A", "touch A");
    }

    @Test
    void whileOneRequestProbesOthersDoNotWait() {
        bench.stored("A", STORED);
        bench.store.failOn(call -> true);
        unread();
        bench.clock.advance(Duration.ofSeconds(1));
        bench.store.calls();
        List<String> during = new ArrayList<>();
        boolean[] entered = {false};
        bench.store.before(call -> {
            if (!entered[0]) {
                entered[0] = true;
                bench.store.calls();
                unread();
                during.addAll(bench.store.calls());
            }
        });
        unread();
        assertThat(entered[0]).isTrue();
        assertThat(during).isEmpty();
    }

    @Test
    void aRequestThatLooksEndsTheOutageForAll() {
        bench.stored("A", STORED);
        bench.stored("B", STORED);
        bench.store.failOn(call -> true);
        unread();
        bench.store.heal();
        bench.request(known("B"), SessionExchange::session);
        bench.store.calls();
        unread();
        assertThat(bench.store.calls()).containsExactly("get A", "touch A");
    }
}
