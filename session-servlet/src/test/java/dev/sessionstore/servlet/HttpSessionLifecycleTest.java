package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.File;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an {@code HttpSession} begins, ends, and gets its id and its times. */
@Tag("tomcat-11")
class HttpSessionLifecycleTest {

    @TempDir
    File folder;

    private StepBrowser browser;

    @BeforeEach
    void start() throws Exception {
        browser = new StepBrowser(folder);
    }

    @AfterEach
    void end() throws Exception {
        browser.close();
    }

    @Test
    void thereIsNoSessionUntilOneIsAskedFor() throws Exception {
        assertThat(browser.in(request -> request.getSession(false))).isNull();
        assertThat(browser.store.calls).isEmpty();

        String id = (String) browser.in(request -> request.getSession().getId());

        assertThat(browser.store.record(id)).isPresent();
        assertThat(browser.in(request -> request.getSession(false).getId())).isEqualTo(id);
    }

    @Test
    void aSessionIsNewInTheRequestThatBeganIt() throws Exception {
        assertThat(browser.in(request -> request.getSession().isNew())).isEqualTo(true);
        assertThat(browser.in(request -> request.getSession().isNew())).isEqualTo(false);
    }

    @Test
    void everyCallInARequestGivesTheSameObject() throws Exception {
        assertThat(browser.in(request -> request.getSession() == request.getSession(false)))
                .isEqualTo(true);
    }

    @Test
    void anInvalidatedSessionIsGoneAndRefusesUse() throws Exception {
        String id = (String) browser.in(request -> request.getSession().getId());
        Object thrown = browser.in(request -> {
            HttpSession session = request.getSession();
            session.invalidate();
            assertThat(request.getSession(false)).isNull();
            assertThat(session.getId()).isEqualTo(id);
            assertThatThrownBy(() -> session.getAttribute("a")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.setAttribute("a", 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(session::isNew).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(session::invalidate).isInstanceOf(IllegalStateException.class);
            return null;
        });

        assertThat(thrown).isNull();
        assertThat(browser.store.record(id)).isEmpty();
        assertThat(browser.in(request -> request.getSession(false))).isNull();
    }

    @Test
    void anotherSessionMayBeginWhereOneWasInvalidated() throws Exception {
        String old = (String) browser.in(request -> {
            request.getSession().setAttribute("a", 1);
            return request.getSession().getId();
        });

        String id = (String) browser.in(request -> {
            request.getSession().invalidate();
            request.getSession().setAttribute("b", 2);
            return request.getSession().getId();
        });

        assertThat(id).isNotEqualTo(old);
        assertThat(browser.store.record(old)).isEmpty();
        assertThat(browser.in(request -> request.getSession(false).getAttribute("b")))
                .isEqualTo(2);
        assertThat(browser.in(request -> request.getSession(false).getAttribute("a")))
                .isNull();
    }

    @Test
    void bothViewsOfASessionEndTogether() throws Exception {
        browser.in(request -> request.getSession().getId());
        assertThat(browser.in(request -> {
                    HttpSession before = request.getSession();
                    SessionFilter.session(request).destroy();
                    assertThat(request.getSession(false)).isNull();
                    return request.getSession() != before
                            && SessionFilter.session(request)
                                    .id()
                                    .equals(request.getSession().getId());
                }))
                .isEqualTo(true);
    }

    @Test
    void changeSessionIdKeepsTheDataUnderAnotherId() throws Exception {
        String old = (String) browser.in(request -> {
            request.getSession().setAttribute("a", 1);
            return request.getSession().getId();
        });

        String id = (String) browser.in(HttpServletRequest::changeSessionId);

        assertThat(id).isNotEqualTo(old);
        assertThat(browser.store.record(old)).isEmpty();
        assertThat(browser.in(request -> request.getSession(false).getAttribute("a")))
                .isEqualTo(1);
        assertThat(browser.in(request -> request.getSession(false).getId())).isEqualTo(id);
        assertThat(browser.events).contains("id " + old + " " + id);
    }

    @Test
    void changeSessionIdWithoutASessionIsRefused() throws Exception {
        assertThat(browser.in(HttpServletRequest::changeSessionId)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void maxInactiveIntervalIsTheTimeThatTheSessionIsKept() throws Exception {
        assertThat(browser.in(request -> request.getSession().getMaxInactiveInterval()))
                .isEqualTo(1800);
        browser.in(request -> {
            request.getSession().setMaxInactiveInterval(60);
            return null;
        });

        assertThat(browser.in(request -> request.getSession().getMaxInactiveInterval()))
                .isEqualTo(60);
        String id = (String) browser.in(request -> request.getSession().getId());
        assertThat(browser.store.record(id).orElseThrow()).contains("\"_idle\":60000", "\"originalMaxAge\":1800000");
    }

    @Test
    void timesAreThoseOfTheFirstRequestAndOfTheLastThatSaved() throws Exception {
        long before = System.currentTimeMillis();
        browser.in(request -> {
            request.getSession().setAttribute("a", 1);
            return null;
        });
        long after = System.currentTimeMillis();

        assertThat((Long) browser.in(request -> request.getSession().getCreationTime()))
                .isBetween(before, after);
        assertThat((Long) browser.in(request -> request.getSession().getLastAccessedTime()))
                .isBetween(before, after);
    }

    @Test
    void theRequestedIdIsThatOfTheCookieAndNeverOfTheUrl() throws Exception {
        assertThat(browser.in(HttpServletRequest::getRequestedSessionId)).isNull();
        assertThat(browser.in(HttpServletRequest::isRequestedSessionIdFromCookie))
                .isEqualTo(false);
        String id = (String) browser.in(request -> request.getSession().getId());

        assertThat(browser.in(HttpServletRequest::getRequestedSessionId)).isEqualTo(id);
        assertThat(browser.in(HttpServletRequest::isRequestedSessionIdValid)).isEqualTo(true);
        assertThat(browser.in(HttpServletRequest::isRequestedSessionIdFromCookie))
                .isEqualTo(true);
        assertThat(browser.in(HttpServletRequest::isRequestedSessionIdFromURL)).isEqualTo(false);
        browser.store.destroy(id);
        assertThat(browser.in(HttpServletRequest::isRequestedSessionIdValid)).isEqualTo(false);

        String signed = browser.cookie.replaceFirst("connect.sid=", "");
        browser.cookie = "";
        assertThat(browser.at("/step;jsessionid=" + signed, request -> request.getSession(false)))
                .isNull();
    }
}
