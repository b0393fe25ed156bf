package dev.sessionstore.demo.http;

import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import java.util.logging.Logger;

/** Logs events of the store. */
final class StoreLog {

    private static final Logger LOG = Logger.getLogger("store");

    private StoreLog() {}

    /**
     * Logs when the store is lost and found again.
     *
     * @param sessions whether to log each event of a session too; the event itself shortens the sid
     */
    static void write(Store store, boolean sessions) {
        store.on(StoreEvent.class, event -> {
            if (event instanceof StoreEvent.Disconnected gone) {
                LOG.warning(() -> "Disconnected: " + gone.cause().getMessage());
            } else if (sessions || event instanceof StoreEvent.Connected) {
                LOG.info(event::toString);
            }
        });
    }
}
