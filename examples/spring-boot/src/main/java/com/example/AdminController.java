package com.example;

import dev.sessionstore.Store;
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
    private final News news;

    AdminController(Store store, News news) {
        this.store = store;
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

    @PostMapping("/admin/news")
    String announce(@RequestParam String text, RedirectAttributes redirect) {
        news.announce(text);
        redirect.addFlashAttribute("message", "Everybody reads it");
        return "redirect:/admin";
    }
}
