package dev.sessionstore.spring.boot;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says at a failed start what is wrong with the store, and what to do. */
final class SessionStoreFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (cause instanceof SessionStoreException wrong) {
                return new FailureAnalysis(wrong.getMessage(), wrong.action(), failure);
            }
            if (cause instanceof StoreUnavailableException) {
                return new FailureAnalysis(
                        "The session store is unavailable: " + cause.getMessage(),
                        "Start it, or correct session-store.url or the client bean that leads to it.",
                        failure);
            }
            if (cause instanceof StoreException) {
                return new FailureAnalysis(
                        "The session store refused: " + cause.getMessage(),
                        "Correct session-store.url, session-store.user and session-store.password, or what the message"
                                + " names.",
                        failure);
            }
        }
        return null;
    }
}
