package dev.sessionstore.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of SCAN.
 *
 * @param keys of the page; may be empty before the last page, and may repeat keys
 * @param next the position of the next page, in a form of the client's; null after the last page of the last master
 */
public record ScanPage(List<String> keys, @Nullable Object next) {

    public ScanPage {
        keys = List.copyOf(keys);
    }
}
