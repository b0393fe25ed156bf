package dev.sessionstore;

import java.time.Duration;

/**
 * Reports that sessions may have changed or ended, whoever changed them: this node, another one, or an application that uses the
 * same records without this library. For copies of sessions in the process, and for connections that close when their session
 * ends. Thread-safe.
 */
public interface Watching {

    /**
     * Begins to watch, on a link to the backend of its own.
     *
     * @param watcher is told
     * @param proofEvery how often the link is asked to prove that it still reports, from 1 ms to 1 minute ({@link
     *     StoreArguments#requireProofEvery}); see {@link Watch#lagNanos}
     * @return reads sessions and reports the changes of those it has read, until it is closed
     * @throws IllegalArgumentException when {@code proofEvery} is out of range
     * @throws StoreUnavailableException when there was no answer in time
     * @throws StoreException when the backend refused
     * @throws IllegalStateException after {@link Store#close()}
     */
    Watch watch(Watcher watcher, Duration proofEvery);

    /**
     * Is told of changes. Called on threads of the store, also by several at once, and possibly for a change that has not happened
     * or was reported already. Must not wait, and not call the store: while it runs nothing else is reported. What it throws is
     * logged and goes no further.
     */
    interface Watcher {

        /**
         * A session that was read by the watch may have been written, touched or removed since, or may have expired. An expiry may be
         * reported late or not at all: {@link Watch.Reading#expiresAt} says when it is.
         */
        void changed(String sid);

        /**
         * Each session may have changed: changes were not reported, or may not have been. Called when the link is lost, and again
         * when there is a new one.
         */
        void lost();

        /** {@return this watcher for a store to call: what it throws is logged and goes no further} */
        default Watcher guarded() {
            return new CarefulWatcher(this);
        }
    }
}
