package dev.sessionstore.spring.boot;

import dev.sessionstore.elsewhere.Voucher;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.SessionAttributes;
import org.springframework.web.bind.support.SessionStatus;
import org.springframework.web.context.annotation.SessionScope;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.springframework.web.servlet.i18n.SessionLocaleResolver;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** An application as the guides of Spring show it: nothing in it knows where its sessions are kept. */
@SpringBootConfiguration
@EnableAutoConfiguration
class ShopApplication implements WebMvcConfigurer {

    /** What a listener was told of. */
    static final List<String> BEGUN = new CopyOnWriteArrayList<>();

    static volatile CountDownLatch arrived = new CountDownLatch(1);
    static volatile CountDownLatch goOn = new CountDownLatch(1);

    record Item(String name, int count) {}

    /** Nothing but fields: what a session kept as Java objects needs. */
    static class Cart {
        private final List<Item> items = new ArrayList<>();
        private Item last;

        void add(Item item) {
            items.add(item);
            last = item;
        }

        @Override
        public String toString() {
            return items + " last " + last;
        }
    }

    static class Address {
        private String street;

        public String getStreet() {
            return street;
        }

        public void setStreet(String street) {
            this.street = street;
        }
    }

    @Bean
    @SessionScope
    Cart cart() {
        return new Cart();
    }

    @Bean
    LocaleResolver localeResolver() {
        return new SessionLocaleResolver();
    }

    @Bean
    HttpSessionListener listener() {
        return new HttpSessionListener() {
            @Override
            public void sessionCreated(HttpSessionEvent event) {
                BEGUN.add(event.getSession().getId());
            }
        };
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new LocaleChangeInterceptor());
    }

    @Controller
    @ResponseBody
    static class Pages {

        private final Cart cart;

        Pages(Cart cart) {
            this.cart = cart;
        }

        @GetMapping("/private")
        String secret(Principal user) {
            return "hello " + user.getName();
        }

        @GetMapping("/save")
        RedirectView save(RedirectAttributes redirect) {
            redirect.addFlashAttribute("message", "saved").addFlashAttribute("item", new Item("tea", 2));
            return new RedirectView("/saved");
        }

        @GetMapping("/saved")
        String saved(Model model) {
            return model.getAttribute("message") + " " + model.getAttribute("item");
        }

        /** A form that is shown again after a redirect, with what was wrong. */
        @GetMapping("/street")
        RedirectView street(@ModelAttribute("wrong") Address wrong, BindingResult result, RedirectAttributes redirect) {
            result.rejectValue("street", "unknown", new Object[] {"Elm", 3, Locale.FRENCH}, "no such street");
            result.reject("closed", "closed today");
            redirect.addFlashAttribute("wrong", wrong)
                    .addFlashAttribute(BindingResult.MODEL_KEY_PREFIX + "wrong", result);
            return new RedirectView("/street/wrong");
        }

        @GetMapping("/street/wrong")
        String wrong(Model model) {
            BindingResult result = (BindingResult) model.getAttribute(BindingResult.MODEL_KEY_PREFIX + "wrong");
            FieldError error = result.getFieldError("street");
            return String.join(
                    "|",
                    error.getDefaultMessage(),
                    String.valueOf(error.getRejectedValue()),
                    String.valueOf(result.getFieldValue("street")),
                    error.getCode(),
                    Arrays.toString(error.getArguments()),
                    result.getGlobalError().getDefaultMessage(),
                    ((Address) result.getTarget()).getStreet());
        }

        @GetMapping("/locale")
        String locale(Locale locale) {
            return locale.toLanguageTag();
        }

        @GetMapping("/cart")
        String cart(@RequestParam(name = "add", required = false) String add) {
            if (add != null) {
                cart.add(new Item(add, 1));
            }
            return cart.toString();
        }

        /** Goes on when the test lets it. */
        @GetMapping("/slow")
        String slow(HttpSession session) throws InterruptedException {
            arrived.countDown();
            boolean released = goOn.await(20, TimeUnit.SECONDS);
            session.setAttribute("slow", "done");
            return "released " + released;
        }

        @GetMapping("/voucher")
        String voucher(HttpSession session) {
            try {
                session.setAttribute("voucher", new Voucher(5));
                return String.valueOf(session.getAttribute("voucher"));
            } catch (IllegalArgumentException e) {
                return e.getMessage();
            }
        }

        @GetMapping("/times")
        String times(HttpSession session) {
            return session.getCreationTime() <= session.getLastAccessedTime() ? "in order" : "out of order";
        }
    }

    @Controller
    @ResponseBody
    @SessionAttributes("address")
    static class Wizard {

        @ModelAttribute("address")
        Address address() {
            return new Address();
        }

        @GetMapping("/address")
        String address(@ModelAttribute("address") Address address) {
            return "street " + address.getStreet();
        }

        @GetMapping("/address/done")
        String done(SessionStatus status) {
            status.setComplete();
            return "done";
        }
    }
}
