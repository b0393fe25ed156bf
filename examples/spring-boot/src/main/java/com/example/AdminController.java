package com.example;

import dev.sessionstore.Store;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Pages for administrators. */
@Controller
class AdminController {

    private final Store store;

    AdminController(Store store) {
        this.store = store;
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
}
