package org.equipoise.launcher.system;

import java.time.Duration;
import java.util.Locale;

/** The lines of progress, all of one shape. */
final class Lines {

    private Lines() {}

    static String ready(Part part, Duration took, int port) {
        return String.format(Locale.ROOT, "  %-14s ready  %5.1f s   127.0.0.1:%d", part.id(), seconds(took), port);
    }

    static String note(Part part, String text) {
        return String.format(Locale.ROOT, "  %-14s %s", part.id(), text);
    }

    static String stopped(Part part, Duration took) {
        return String.format(Locale.ROOT, "  %-14s stopped %4.1f s", part.id(), seconds(took));
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
