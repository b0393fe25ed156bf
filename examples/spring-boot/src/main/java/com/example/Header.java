package com.example;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the head of each page shows. */
@ControllerAdvice
class Header {

    @ModelAttribute
    void who(HttpServletRequest request, Model model) {
        model.addAttribute("user", request.getRemoteUser());
        model.addAttribute("administrator", request.isUserInRole("ADMIN"));
    }
}
