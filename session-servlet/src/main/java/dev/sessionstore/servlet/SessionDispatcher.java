package dev.sessionstore.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * Forwards so that the session is saved at the first byte if the filter is not part of the forward: a container may end the
 * response with the forward, as Tomcat 11 does.
 */
record SessionDispatcher(RequestDispatcher container, CommitOnFirstByteResponse response) implements RequestDispatcher {

    @Override
    public void forward(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        this.response.setEndSeen(false);
        try {
            container.forward(request, response);
        } finally {
            this.response.setEndSeen(true);
        }
    }

    @Override
    public void include(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        container.include(request, response);
    }
}
