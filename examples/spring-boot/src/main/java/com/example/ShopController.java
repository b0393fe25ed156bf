package com.example;

import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages for visitors. */
@Controller
class ShopController {

    /** What is remembered of an uploaded picture; the picture itself does not belong into a session. */
    public record Picture(String name, long bytes) {}

    private final Cart cart;
    private final News news;

    ShopController(Cart cart, News news) {
        this.cart = cart;
        this.news = news;
    }

    @GetMapping("/")
    String index() {
        return "index";
    }

    @GetMapping("/login")
    String login() {
        return "login";
    }

    @GetMapping("/cart")
    String cart(Model model, HttpSession session) {
        model.addAttribute("items", cart.getItems());
        model.addAttribute("picture", session.getAttribute("picture"));
        return "cart";
    }

    @PostMapping("/cart")
    String add(@RequestParam String name, @RequestParam(defaultValue = "1") int count, RedirectAttributes redirect) {
        cart.add(name, count);
        redirect.addFlashAttribute("message", name + " is in your cart");
        return "redirect:/cart";
    }

    @PostMapping("/picture")
    String upload(@RequestParam MultipartFile file, HttpSession session, RedirectAttributes redirect) {
        session.setAttribute("picture", new Picture(file.getOriginalFilename(), file.getSize()));
        redirect.addFlashAttribute("message", "Your picture is here");
        return "redirect:/cart";
    }

    @GetMapping("/events")
    SseEmitter events() throws IOException {
        return news.subscribe(
                cart.getItems().stream().mapToInt(Cart.Item::count).sum());
    }
}
