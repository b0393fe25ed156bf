package dev.sessionstore.spring.boot;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * Lists the sessions of a store page by page, shows one and removes one. Attributes' values are never shown. Instead of a session's
 * id there is a {@link SessionHandle}, unless ids are to be shown; a session is found by its handle by looking through the listing,
 * so that takes as long as there are sessions. Thread-safe.
 */
@WebEndpoint(id = "sessionstore")
final class SessionStoreEndpoint {

    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 1000;
    private static final int NOT_IMPLEMENTED = 501;

    private final Store store;
    private final boolean showIds;

    SessionStoreEndpoint(Store store, boolean showIds) {
        this.store = store;
        this.showIds = showIds;
    }

    /**
     * A page.
     *
     * @param next the offset of the next page; null when this is the last one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Entry> sessions, @Nullable Integer next) {}

    /**
     * A session of a page.
     *
     * @param id its handle, or its id if ids are shown
     */
    record Entry(String id, Instant expires) {}

    /** Why there is no answer. */
    record Problem(String message) {}

    @ReadOperation
    WebEndpointResponse<Object> sessions(@Nullable Integer limit, @Nullable Integer offset) {
        int size = limit == null ? PAGE : limit;
        if (size < 1 || size > LONGEST_PAGE) {
            throw invalid("limit has to be 1 to " + LONGEST_PAGE);
        }
        int from = offset == null ? 0 : offset;
        if (from < 0) {
            throw invalid("offset must not be negative");
        }
        return withListing(listing -> new WebEndpointResponse<>(page(listing, from, size)));
    }

    private static InvalidEndpointRequestException invalid(String reason) {
        return new InvalidEndpointRequestException(reason, reason);
    }

    private Page page(Listing listing, int offset, int limit) {
        Iterator<String> sids = listing.sids().skip(offset).iterator();
        Set<String> found = new LinkedHashSet<>(); // a listing may repeat itself
        int read = 0;
        while (read < limit && sids.hasNext()) {
            found.add(sids.next());
            read++;
        }
        List<Entry> entries = new ArrayList<>();
        for (String sid : found) {
            listing.expiresAt(sid).ifPresent(expires -> entries.add(new Entry(shown(sid), expires)));
        }
        return new Page(entries, sids.hasNext() ? offset + read : null);
    }

    private String shown(String sid) {
        return showIds ? sid : SessionHandle.of(sid);
    }

    @ReadOperation
    WebEndpointResponse<Object> session(@Selector String id) {
        return withListing(listing -> find(listing, id)
                .flatMap(sid -> describe(listing, sid))
                .<WebEndpointResponse<Object>>map(WebEndpointResponse::new)
                .orElseGet(SessionStoreEndpoint::notFound));
    }

    private Optional<SessionDescription> describe(Listing listing, String sid) {
        Optional<Instant> expires = listing.expiresAt(sid);
        return store.get(sid).flatMap(data -> expires.map(instant -> SessionDescription.of(shown(sid), instant, data)));
    }

    @DeleteOperation
    WebEndpointResponse<Object> remove(@Selector String id) {
        return withListing(listing -> find(listing, id).filter(store::destroy).isPresent()
                ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT)
                : notFound());
    }

    /** {@return the id of a live session} Where ids are shown, a handle that another node has shown is found as well. */
    private Optional<String> find(Listing listing, String id) {
        if (showIds && listing.expiresAt(id).isPresent()) {
            return Optional.of(id);
        }
        return SessionHandle.isHandle(id)
                ? listing.sids().filter(sid -> SessionHandle.of(sid).equals(id)).findFirst()
                : Optional.empty();
    }

    private static WebEndpointResponse<Object> notFound() {
        return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
    }

    private WebEndpointResponse<Object> withListing(Function<Listing, WebEndpointResponse<Object>> answer) {
        Optional<Listing> listing = store.listing();
        if (listing.isEmpty()) {
            return problem("This store cannot list its sessions.", NOT_IMPLEMENTED);
        }
        try {
            return answer.apply(listing.get());
        } catch (StoreUnavailableException e) {
            return problem("The store is unavailable.", WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
        }
    }

    private static WebEndpointResponse<Object> problem(String message, int status) {
        return new WebEndpointResponse<>(new Problem(message), status);
    }
}
