package org.equipoise.launcher;

import java.io.PrintWriter;
import java.util.Locale;
import org.equipoise.launcher.system.LocalSystem;
import org.equipoise.launcher.system.Person;

/** What a person who has just started the system needs to know. */
final class Greeting {

    private Greeting() {}

    static void print(LocalSystem system, PrintWriter out) {
        out.println();
        out.println("Equipoise is at " + system.address());
        out.println("Sign in as one of these, with the password " + Person.PASSWORD + ":");
        system.usersByRole().forEach((role, user) -> out.println(String.format(Locale.ROOT, "  %-24s%s", role, user)));
        out.println("Logs: " + system.logs());
        out.flush();
    }
}
