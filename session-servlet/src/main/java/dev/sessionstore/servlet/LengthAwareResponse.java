package dev.sessionstore.servlet;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Keeps the announced Content-Length, whichever method sets it: a container may send the response as soon as that many bytes
 * are written.
 */
abstract class LengthAwareResponse extends HttpServletResponseWrapper {

    private static final String CONTENT_LENGTH = "Content-Length";

    private long announced = Long.MAX_VALUE;

    LengthAwareResponse(HttpServletResponse response) {
        super(response);
    }

    final HttpServletResponse container() {
        return (HttpServletResponse) getResponse();
    }

    final long announcedLength() {
        return announced;
    }

    /** Called before the container gets the length. */
    abstract void onLengthAnnounced(long length) throws IOException;

    private void announce(long length) {
        announced = length < 0 ? Long.MAX_VALUE : length;
        try {
            onLengthAnnounced(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void noteHeader(String name, String value) {
        if (CONTENT_LENGTH.equalsIgnoreCase(name)) {
            try {
                announce(value == null ? -1 : Long.parseLong(value.trim()));
            } catch (NumberFormatException e) {
                announced = 0; // what the container makes of it is unknown, so nothing is held back
            }
        }
    }

    @Override
    public void setContentLength(int length) {
        announce(length);
        super.setContentLength(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        announce(length);
        super.setContentLengthLong(length);
    }

    @Override
    public void setHeader(String name, String value) {
        noteHeader(name, value);
        super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        noteHeader(name, value);
        super.addHeader(name, value);
    }

    @Override
    public void setIntHeader(String name, int value) {
        noteHeader(name, Integer.toString(value));
        super.setIntHeader(name, value);
    }

    @Override
    public void addIntHeader(String name, int value) {
        noteHeader(name, Integer.toString(value));
        super.addIntHeader(name, value);
    }

    @Override
    public void reset() {
        super.reset();
        announced = Long.MAX_VALUE;
    }
}
