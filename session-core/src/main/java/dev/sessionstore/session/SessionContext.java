package dev.sessionstore.session;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What all sessions of a {@link SessionManager} share. Thread-safe. */
record SessionContext(
        Settings settings,
        StoreAccess store,
        @Nullable OwnerAccess ownerAccess,
        TouchCache touches,
        Lifetime lifetime,
        Signer signer,
        Codec codec) {

    /** {@return the index of owners, which is there when {@link Settings#owner} is} */
    OwnerAccess owners() {
        return Objects.requireNonNull(ownerAccess, "ownerAccess");
    }

    void note(SessionActivity activity) {
        settings.onActivity().accept(activity);
    }

    long now() {
        return settings.clock().millis();
    }

    /** {@return the sid that the request's cookie carries; null when there is none, or no secret signed it} */
    Signer.@Nullable Signed verify(SessionRequest request) {
        String value = CookieHeader.find(request.headers("Cookie"), settings.name());
        if (value == null) {
            return null;
        }
        Signer.Signed signed = signer.verify(value);
        if (signed == null) {
            note(Signer.isSigned(value) ? SessionActivity.COOKIE_FORGED : SessionActivity.COOKIE_MALFORMED);
        } else if (!signed.byFirst()) {
            note(SessionActivity.COOKIE_OF_OLD_SECRET);
        }
        return signed;
    }

    /** {@return the value of a Set-Cookie header} What the browser sent is sent again, if the first secret signed it. */
    String setCookie(String sid, Signer.@Nullable Signed sent, CookieFields cookie) {
        String value = sent != null && sent.byFirst() && sent.sid().equals(sid)
                ? Signer.encode(sent.value())
                : signer.sign(sid);
        return SetCookie.write(settings.name(), value, cookie);
    }
}
