package dev.sessionstore.servlet;

import dev.sessionstore.servlet.Exchange.Answer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** One HTTP/2 connection without TLS (prior knowledge) for many streams at once, as a proxy keeps it for several browsers. */
final class Http2 implements AutoCloseable {

    private final HTTP2Client client = new HTTP2Client();
    private final Session connection;
    private final int port;

    Http2(int port) throws Exception {
        this.port = port;
        client.start();
        connection = client.connect(new InetSocketAddress("127.0.0.1", port), new Session.Listener() {})
                .get(10, TimeUnit.SECONDS);
    }

    /** A request on a stream of its own. */
    static final class Sent implements Stream.Listener {

        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final StringBuilder body = new StringBuilder();
        private final List<String> headers = new ArrayList<>();
        private final boolean reads;
        private volatile int status;
        private volatile Stream stream;

        private Sent(boolean reads) {
            this.reads = reads;
        }

        Answer answer() throws Exception {
            return answer.get(15, TimeUnit.SECONDS);
        }

        void reset() {
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
        }

        @Override
        public void onHeaders(Stream from, HeadersFrame frame) {
            if (frame.getMetaData() instanceof MetaData.Response response && response.getStatus() >= 200) {
                status = response.getStatus();
                response.getHttpFields().forEach(field -> headers.add(field.getName() + ": " + field.getValue()));
            }
            if (frame.isEndStream()) {
                end();
            } else if (reads) {
                from.demand();
            }
        }

        @Override
        public void onDataAvailable(Stream from) {
            Stream.Data data = from.readData();
            if (data == null) {
                from.demand();
                return;
            }
            body.append(StandardCharsets.ISO_8859_1.decode(data.frame().getByteBuffer()));
            boolean last = data.frame().isEndStream();
            data.release();
            if (last) {
                end();
            } else {
                from.demand();
            }
        }

        @Override
        public void onReset(Stream from, ResetFrame frame, Callback callback) {
            callback.succeeded();
            end();
        }

        private void end() {
            answer.complete(new Answer(status, List.copyOf(headers), body.toString()));
        }
    }

    Sent send(String path, String... cookies) throws Exception {
        return send(true, path, cookies);
    }

    /** Whose body the client does not read. */
    Sent sendWithoutReading(String path) throws Exception {
        return send(false, path);
    }

    private Sent send(boolean reads, String path, String... cookies) throws Exception {
        HttpFields.Mutable fields = HttpFields.build();
        for (String cookie : cookies) {
            fields.add("Cookie", cookie);
        }
        MetaData.Request request = new MetaData.Request(
                "GET", HttpURI.from("http://127.0.0.1:" + port + path), HttpVersion.HTTP_2, fields);
        Sent sent = new Sent(reads);
        CompletableFuture<Stream> opened = new CompletableFuture<>();
        connection.newStream(
                new HeadersFrame(request, null, true),
                Promise.from(opened::complete, opened::completeExceptionally),
                sent);
        sent.stream = opened.get(10, TimeUnit.SECONDS);
        return sent;
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }
}
