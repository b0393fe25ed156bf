package dev.sessionstore.session;

import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a sealed record carries in its member {@code sealed}: {@code s1.<id of the key>.<base64url>}.
 *
 * @param keyId of the key that sealed it
 * @param content the nonce, the ciphertext, the tag
 */
record SealedText(String keyId, byte[] content) {

    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private static final String MEMBER = "sealed";
    private static final String START = "\"s1.";

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /**
     * {@return what a stored text carries; null when it is a plain record}
     *
     * @throws UnreadableSessionException when it is neither
     */
    static @Nullable SealedText find(String text) {
        if (!text.contains(START)) {
            return null;
        }
        Members members = new Members();
        JsonMembers.parse(text, members);
        if (!members.sealed.startsWith(START)) {
            return null;
        }
        if (members.others) {
            throw new UnreadableSessionException(
                    "is sealed, and a program without the key has written other members beside that");
        }
        return parse(members.sealed);
    }

    /** Of a record. */
    private static final class Members implements Consumer<Member> {
        private String sealed = "";
        private boolean others;

        @Override
        public void accept(Member member) {
            if (member.isNamed(MEMBER)) {
                sealed = member.value();
            } else {
                others |= !member.isNamed(AttributeNames.COOKIE);
            }
        }
    }

    private static SealedText parse(String json) {
        int dot = json.indexOf('.', START.length());
        String id = dot < 0 ? "" : json.substring(START.length(), dot);
        byte[] content =
                SealingKeys.Builder.isId(id) ? decode(json.substring(dot + 1, json.length() - 1)) : new byte[0];
        if (content.length < NONCE_BYTES + TAG_BYTES) {
            throw new UnreadableSessionException("is sealed, and what is sealed has been changed");
        }
        return new SealedText(id, content);
    }

    /** {@return the bytes; none when it is not what encodes them} */
    private static byte[] decode(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
        byte[] tail = Arrays.copyOfRange(bytes, bytes.length - bytes.length % 3, bytes.length);
        return base64.endsWith(ENCODER.encodeToString(tail)) ? bytes : new byte[0];
    }

    /** {@return the record} */
    String toJson(CookieFields cookie) {
        return '{' + cookie.toMember() + ",\"" + MEMBER + "\":" + START + keyId + '.' + ENCODER.encodeToString(content)
                + "\"}";
    }

    /** {@return the id of the key} */
    @Override
    public String toString() {
        return "SealedText[" + keyId + "]";
    }
}
