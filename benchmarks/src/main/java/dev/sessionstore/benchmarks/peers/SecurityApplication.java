package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.web.HttpSessionRoutes;
import dev.sessionstore.bench.web.SessionRoutes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Two public pages, one of which logs a new user in, and pages that only who is logged in may see. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class SecurityApplication {

    @Bean
    SecurityFilterChain pages(HttpSecurity security) throws Exception {
        return security.authorizeHttpRequests(requests -> requests.requestMatchers("/hello", "/login")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** The work of the other web servers, behind Spring MVC. */
    @RestController
    static final class Pages {

        private final SessionRoutes routes;
        private final HttpSessionSecurityContextRepository logins = new HttpSessionSecurityContextRepository();

        Pages(Payload payload) {
            this.routes = new HttpSessionRoutes(payload);
        }

        @GetMapping("/hello")
        String hello() {
            return "ok";
        }

        @GetMapping("/login")
        String login(HttpServletRequest request, HttpServletResponse response) {
            User user = new User(
                    "user-" + UUID.randomUUID(), "", AuthorityUtils.createAuthorityList("ROLE_USER", "ROLE_BUYER"));
            SecurityContext login = SecurityContextHolder.createEmptyContext();
            login.setAuthentication(
                    UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
            logins.saveContext(login, request, response);
            routes.login(request);
            return "ok";
        }

        @GetMapping("/read")
        ResponseEntity<String> read(HttpServletRequest request) {
            return answer(routes.read(request));
        }

        @GetMapping("/change")
        ResponseEntity<String> change(HttpServletRequest request) {
            return answer(routes.change(request));
        }

        @GetMapping("/logout")
        ResponseEntity<String> logout(HttpServletRequest request) {
            return answer(routes.logout(request));
        }

        private static ResponseEntity<String> answer(boolean done) {
            return done
                    ? ResponseEntity.ok("ok")
                    : ResponseEntity.status(HttpServletResponse.SC_CONFLICT).build();
        }
    }
}
