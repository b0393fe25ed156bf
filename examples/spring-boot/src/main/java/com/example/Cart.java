package com.example;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.SessionScope;

/** What a visitor has chosen; one for each session, stored with it field by field. */
@Component
@SessionScope
public class Cart {

    /** One line of it. */
    public record Item(String name, int count) {}

    private final List<Item> items = new ArrayList<>();

    public void add(String name, int count) {
        items.add(new Item(name, count));
    }

    public List<Item> getItems() {
        return items;
    }

    public void clear() {
        items.clear();
    }
}
