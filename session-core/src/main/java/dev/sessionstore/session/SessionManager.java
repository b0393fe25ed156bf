package dev.sessionstore.session;

import dev.sessionstore.Store;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of an application: its options and a store. Thread-safe; build one and keep it. The store stays the caller's:
 * it is never closed here, and several managers may share it.
 */
public final class SessionManager {

    final Settings settings;
    final StoreAccess records;
    final TouchCache renewals;
    final Lifetime lifetime;
    final Codec codec;
    private final Signer signer;

    SessionManager(Settings settings, StoreAccess records, TouchCache renewals, Signer signer, Codec codec) {
        this.settings = settings;
        this.records = records;
        this.renewals = renewals;
        this.lifetime = new Lifetime(settings);
        this.signer = signer;
        this.codec = codec;
    }

    /**
     * Begins with the defaults.
     *
     * @param store keeps the sessions
     * @return a builder on which at least {@link SessionManagerBuilder#secret(String)} has to be called
     */
    public static SessionManagerBuilder builder(Store store) {
        return new SessionManagerBuilder(store);
    }

    /**
     * Begins a request. Does not ask the store.
     *
     * @param request the request; asked during the whole exchange
     * @return to be committed and finished by the caller
     */
    public SessionExchange open(SessionRequest request) {
        return new SessionExchange(this, Objects.requireNonNull(request, "request"));
    }

    /** {@return the cookie's name} */
    public String cookieName() {
        return settings.name();
    }

    long now() {
        return settings.clock().millis();
    }

    /** {@return the sid that the request's cookie carries; null when there is none, or it is not signed by us} */
    Signer.@Nullable Signed verify(SessionRequest request) {
        String value = CookieHeader.find(request.headers("Cookie"), settings.name());
        return value == null ? null : signer.verify(value);
    }

    /** What the browser sent is sent again, if it is signed by the first secret. */
    String setCookie(String sid, Signer.@Nullable Signed sent, CookieFields cookie) {
        String value = sent != null && sent.byFirst() && sent.sid().equals(sid)
                ? Signer.encode(sent.value())
                : signer.sign(sid);
        return SetCookie.write(settings.name(), value, cookie);
    }
}
