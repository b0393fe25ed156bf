package dev.sessionstore.micrometer;

import dev.sessionstore.Watch;
import dev.sessionstore.Watching;
import java.time.Duration;

/** Reports go to the watcher as they come; the reads are calls as others are. */
record ObservedWatching(Calls calls, Watching behind) implements Watching {

    @Override
    public Watch watch(Watcher watcher, Duration proofEvery) {
        return new ObservedWatch(
                calls, calls.make(Operation.WATCH, () -> behind.watch(watcher, proofEvery), watch -> Outcome.DONE));
    }

    private record ObservedWatch(Calls calls, Watch behind) implements Watch {

        @Override
        public Reading read(String sid) {
            Reading reading = calls.make(Operation.READ, () -> behind.read(sid), ObservedWatch::outcome);
            String data = reading.data();
            if (data != null) {
                calls.read(data);
            }
            return reading;
        }

        private static Outcome outcome(Reading reading) {
            return reading.data() == null ? Outcome.ABSENT : Outcome.FOUND;
        }

        @Override
        public long lagNanos() {
            return behind.lagNanos();
        }

        @Override
        public void close() {
            behind.close();
        }
    }
}
