package dev.sessionstore.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of SCAN.
 *
 * @param keys what it found; may be empty before the end, and may repeat keys
 * @param next where the next page begins, in the client's own terms; null after the last page of the last master
 */
public record ScanPage(List<String> keys, @Nullable Object next) {

    public ScanPage {
        keys = List.copyOf(keys);
    }
}
