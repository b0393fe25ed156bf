package dev.sessionstore.spring.boot;

import dev.sessionstore.Store;
import dev.sessionstore.session.CookieOptions;
import dev.sessionstore.session.SealingKeys;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.SessionManagerBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Properties as options of a {@link SessionManager}. */
final class ManagerOptions {

    private ManagerOptions() {}

    static SessionManager manager(
            Store store,
            List<String> secrets,
            SessionStoreProperties properties,
            @Nullable Function<Session, Optional<String>> owner,
            Stream<SessionManagerCustomizer> customizers) {
        SessionManagerBuilder manager = SessionManager.builder(store);
        secrets.forEach(manager::secret);
        manager.name(properties.cookie().name())
                .cookie(cookie -> cookie(cookie, properties.cookie()))
                .rolling(properties.rolling())
                .resave(properties.resave())
                .saveUninitialized(properties.saveUninitialized());
        given(properties.touchEvery(), manager::touchEvery);
        given(properties.idleTimeout(), manager::idleTimeout);
        given(properties.absoluteLifetime(), manager::absoluteLifetime);
        given(properties.outagePolicy(), manager::outagePolicy);
        given(properties.unreadablePolicy(), manager::unreadablePolicy);
        given(properties.unset(), manager::unset);
        given(properties.proxy(), manager::proxy);
        given(properties.maxSize(), manager::maxSize);
        given(owner, manager::owner);
        if (properties.recordCreation()) {
            manager.recordCreation();
        }
        if (!properties.seal().keys().isEmpty()) {
            manager.seal(keys(properties.seal().keys()), properties.seal().mode());
        }
        if (properties.hashSids()) {
            manager.hashSids();
        }
        if (properties.lastWriteWins()) {
            manager.lastWriteWins();
        }
        customizers.forEach(customizer -> customizer.customize(manager));
        return manager.build();
    }

    private static SealingKeys keys(List<String> properties) {
        SealingKeys.Builder keys = SealingKeys.builder();
        for (String property : properties) {
            int colon = property.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException(
                        "session-store.seal.keys has a key without an id: each is id:base64 of 32 random bytes");
            }
            keys.key(property.substring(0, colon).strip(), property.substring(colon + 1));
        }
        return keys.build();
    }

    private static void cookie(CookieOptions.Builder cookie, SessionStoreProperties.Cookie properties) {
        cookie.path(properties.path())
                .domain(properties.domain())
                .maxAge(properties.maxAge())
                .httpOnly(properties.httpOnly())
                .secure(properties.secure())
                .sameSite(properties.sameSite())
                .priority(properties.priority());
        given(properties.partitioned(), cookie::partitioned);
    }

    private static <T> void given(@Nullable T option, Consumer<T> setter) {
        if (option != null) {
            setter.accept(option);
        }
    }
}
