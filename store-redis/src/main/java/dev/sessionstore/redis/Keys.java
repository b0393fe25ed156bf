package dev.sessionstore.redis;

import dev.sessionstore.StoreArguments;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keys and their sids.
 *
 * @param prefix of every session's key
 */
record Keys(String prefix) {

    private static final String OWNERS = "owners:";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern INDEX = Pattern.compile(OWNERS + ".*[0-9a-f]{64}", Pattern.DOTALL);

    Keys {
        if (!prefix.isEmpty() && !StoreArguments.isSid(prefix)) {
            throw new IllegalArgumentException("prefix: at most " + StoreArguments.MAX_SID_LENGTH
                    + " characters of well-formed UTF-16 without NUL, so that every client writes the same key");
        }
    }

    String of(String sid) {
        return prefix.concat(sid);
    }

    /**
     * Whether a store with this prefix may keep a session under this id. It may not where the key would be that of an owner's
     * entries, of this store or of one with another prefix.
     */
    boolean isSid(String sid) {
        return StoreArguments.isSid(sid) && !isKeyOfOwner(sid);
    }

    /** @throws IllegalArgumentException for what {@link #isSid} refuses */
    void requireSid(String sid) {
        if (isKeyOfOwner(StoreArguments.requireSid(sid))) {
            throw new IllegalArgumentException("sid has the key of an index of owners, \"" + OWNERS
                    + "\" and 64 hexadecimal digits at its end, with the prefix \"" + prefix + "\"");
        }
    }

    private boolean isKeyOfOwner(String sid) {
        boolean possible = OWNERS.startsWith(prefix) || prefix.startsWith(OWNERS);
        return possible && INDEX.matcher(of(sid)).matches();
    }

    /** {@return the key of an owner's entries} No key of another prefix is the same, since each ends with 64 digits. */
    String ofOwner(String owner) {
        return OWNERS + prefix + StoreArguments.ownerDigest(owner);
    }

    /** {@return a glob pattern for the keys with this prefix} */
    String pattern() {
        return escape(prefix).concat("*");
    }

    /** {@return a glob pattern for the keys of owners; longer prefixes that begin with this one match too} */
    String ownersPattern() {
        return escape(OWNERS.concat(prefix)).concat("*");
    }

    /** {@return those of the keys that a store with this prefix has written for owners} */
    List<String> ofOwners(List<String> keys) {
        String start = OWNERS.concat(prefix);
        return keys.stream()
                .filter(key -> key.startsWith(start)
                        && DIGEST.matcher(key.substring(start.length())).matches())
                .distinct()
                .toList();
    }

    private static String escape(String text) {
        StringBuilder pattern = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?' || c == '[' || c == ']' || c == '\\') {
                pattern.append('\\');
            }
            pattern.append(c);
        }
        return pattern.toString();
    }

    /** {@return the sids of the keys that a store with this prefix may have written, each once} */
    List<String> sids(List<String> keys) {
        return keys.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .filter(this::isSid)
                .distinct()
                .toList();
    }
}
