package com.example;

import dev.sessionstore.Store;
import dev.sessionstore.session.SessionManager;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Pages for administrators. */
@Controller
class AdminController {

    private final Store store;
    private final SessionManager sessions;
    private final News news;

    AdminController(Store store, SessionManager sessions, News news) {
        this.store = store;
        this.sessions = sessions;
        this.news = news;
    }

    @GetMapping("/admin")
    String sessions(Model model) {
        model.addAttribute("count", store.listing().orElseThrow().count());
        return "admin";
    }

    /** Logs everybody out, the administrator too. */
    @PostMapping("/admin/logout-everybody")
    String logoutEverybody() {
        store.listing().orElseThrow().clear();
        return "redirect:/";
    }

    /** Logs one user out, on all devices. */
    @PostMapping("/admin/logout")
    String logoutEverywhere(@RequestParam String user, RedirectAttributes redirect) {
        int ended = sessions.destroyAllOf(user, null);
        redirect.addFlashAttribute("message", user + " is logged out, devices: " + ended);
        return "redirect:/admin";
    }

    @PostMapping("/admin/news")
    String announce(@RequestParam String text, RedirectAttributes redirect) {
        news.announce(text);
        redirect.addFlashAttribute("message", "Everybody reads it");
        return "redirect:/admin";
    }
}
