package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.ClassNameCodec;
import dev.sessionstore.servlet.SessionFilter;
import java.util.List;

/**
 * The attributes that Spring keeps in sessions, as far as its parts are on the class path, and objects of the allowed packages.
 *
 * @param packages whose classes may be attributes
 */
record SpringAttributes(List<String> packages, ClassLoader loader) {

    void register(SessionFilter.Builder filter) {
        ClassNameCodec objects = ClassNameCodec.allowing(packages, SpringAttributes::advice);
        filter.otherwise(objects);
        // What a bean of the session wants done at its end is a piece of code; it lives as long as the request.
        filter.requestOnly("org.springframework.web.context.request.ServletRequestAttributes.DESTRUCTION_CALLBACK.*");
        filter.requestOnly("org.springframework.web.util.WebUtils.MUTEX");
        // Tomcat puts a listener of its own there when a WebSocket begins, as the request ends.
        filter.requestOnly("org.apache.tomcat.websocket.server.*");
        if (Part.MVC.isPresent(loader)) {
            MvcAttributes.register(filter, objects);
        }
        if (Part.SECURITY_JACKSON.isPresent(loader) && Part.SECURITY_WEB.isPresent(loader)) {
            SecurityAttributes.register(filter, packages, SpringAttributes::advice, loader);
        }
    }

    private static String advice(String packageName) {
        return "allow it with session-store.allowed-packages=" + packageName;
    }
}
