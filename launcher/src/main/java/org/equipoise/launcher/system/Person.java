package org.equipoise.launcher.system;

import java.util.List;

/** A user of the demonstration: {@code first.last}, with the groups that give the rights. */
public record Person(String username, String firstName, String lastName, List<String> groups) {

    public static final String PASSWORD = "equipoise-demo";

    String email() {
        return username + "@example.org";
    }
}
