package dev.sessionstore.demo.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The body of a request, read whole within bounds of size and time. */
final class Body {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int CHUNK = 8 << 10;

    private Body() {}

    /** The client sent its body too slowly. */
    static final class TooSlowException extends IOException {

        private static final long serialVersionUID = 1L;

        TooSlowException() {
            super("The body did not arrive within " + TIMEOUT.toSeconds() + " s");
        }
    }

    /**
     * @param most bytes that are taken
     * @throws IllegalArgumentException when there are more
     * @throws TooSlowException when they take too long, even if some arrive now and then
     */
    static byte[] read(HttpServletRequest request, int most) throws IOException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        InputStream in = request.getInputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            body.write(chunk, 0, length);
            if (body.size() > most) {
                throw new IllegalArgumentException("The body is larger than " + most + " bytes");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TooSlowException();
            }
        }
        return body.toByteArray();
    }
}
