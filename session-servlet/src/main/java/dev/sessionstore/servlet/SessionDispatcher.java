package dev.sessionstore.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * Forwards with care: a container may end the response with the forward (Tomcat 11 does), so where the filter is not part of it
 * the session is saved at the first byte.
 */
record SessionDispatcher(RequestDispatcher container, CommitOnFirstByteResponse response) implements RequestDispatcher {

    @Override
    public void forward(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        this.response.endIsSeen(false);
        try {
            container.forward(request, response);
        } finally {
            this.response.endIsSeen(true);
        }
    }

    @Override
    public void include(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        container.include(request, response);
    }
}
