package dev.sessionstore.redis;

import dev.sessionstore.StoreArguments;
import java.util.List;

/**
 * Between sids and keys.
 *
 * @param prefix stands before every sid
 */
record Keys(String prefix) {

    Keys {
        if (!prefix.isEmpty() && !StoreArguments.isSid(prefix)) {
            throw new IllegalArgumentException("prefix: at most " + StoreArguments.MAX_SID_LENGTH
                    + " characters of well-formed UTF-16 without NUL, so that every client writes the same key");
        }
    }

    String of(String sid) {
        return prefix.concat(sid);
    }

    /** Matches every key with this prefix and no other: what a glob pattern gives a meaning is escaped. */
    String pattern() {
        StringBuilder pattern = new StringBuilder(prefix.length() + 8);
        for (int i = 0; i < prefix.length(); i++) {
            char c = prefix.charAt(i);
            if (c == '*' || c == '?' || c == '[' || c == ']' || c == '\\') {
                pattern.append('\\');
            }
            pattern.append(c);
        }
        return pattern.append('*').toString();
    }

    /** The sids of those keys that a store with this prefix can have written, each once. */
    List<String> sids(List<String> keys) {
        return keys.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .filter(StoreArguments::isSid)
                .distinct()
                .toList();
    }
}
