package dev.sessionstore.session;

import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.function.Consumer;

/** Logs what a listener throws, so that it harms no request. */
record CarefulListener(Consumer<SessionActivity> listener) implements Consumer<SessionActivity> {

    private static final System.Logger LOG = System.getLogger(SessionManager.class.getName());

    CarefulListener {
        Objects.requireNonNull(listener, "listener");
    }

    @Override
    public void accept(SessionActivity activity) {
        try {
            listener.accept(activity);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "A listener for " + activity + " failed", e);
        }
    }
}
