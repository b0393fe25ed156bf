package com.example;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events to everybody whose page is open. */
@Component
class News {

    private final List<SseEmitter> readers = new CopyOnWriteArrayList<>();

    /** One more page is open; it is sent how much is in its cart. */
    SseEmitter subscribe(int inCart) throws IOException {
        SseEmitter reader = new SseEmitter(0L);
        reader.onCompletion(() -> readers.remove(reader));
        readers.add(reader);
        reader.send(SseEmitter.event().name("cart").data(inCart));
        return reader;
    }

    void announce(String text) {
        for (SseEmitter reader : readers) {
            try {
                reader.send(SseEmitter.event().name("news").data(text));
            } catch (IOException | IllegalStateException e) {
                // the page was left
                readers.remove(reader);
            }
        }
    }

    /** Pages that are open would keep the web server from stopping; they connect again by themselves. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        readers.forEach(SseEmitter::complete);
    }
}
