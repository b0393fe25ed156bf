package dev.sessionstore.redis;

import dev.sessionstore.StoreArguments;
import java.util.List;

/**
 * Keys and their sids.
 *
 * @param prefix of every key
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

    /** {@return a glob pattern for the keys with this prefix; special characters of the prefix are escaped} */
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

    /** {@return the sids of the keys that a store with this prefix may have written, each once} */
    List<String> sids(List<String> keys) {
        return keys.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .filter(StoreArguments::isSid)
                .distinct()
                .toList();
    }
}
