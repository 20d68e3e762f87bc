package org.equipoise.ecrf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/**
 * The example study with three repeat doses, as the launcher writes a cycle out: the first expected 33 days after the infusion, give
 * or take two, the others every three and a half days after the first, give or take one, or as long after where the first is expected.
 * Where a dose is expected binds it.
 */
public final class CyclicStudy {
    public static final int DOSES = 3;
    private static final Duration FIRST = Duration.ofDays(33);
    private static final Duration INTERVAL = Duration.ofHours(84);

    private CyclicStudy() {}

    public static String json() {
        return ExampleStudy.jsonWith(CyclicStudy::repeat);
    }

    private static void repeat(ObjectNode study) {
        ObjectNode schedule = (ObjectNode) study.path("schedule");
        schedule.putArray("outOfWindow").add("deviation");
        for (int dose = 1; dose <= DOSES; dose++) {
            ((ObjectNode) schedule.path("anchors")).put("start" + dose, "D" + dose + "_INFUSION/INFUSION/INF_START");
            ObjectNode before = event(schedule, dose, "PREDOSE", "-PT60M", "-PT90M", "-PT15M");
            expected(before, dose, Duration.ofMinutes(-60), Duration.ofMinutes(-90), Duration.ofMinutes(-15));
            form(before, "VITALS");
            ObjectNode infusion = event(schedule, dose, "INFUSION", "PT0S", "PT0S", "PT60M");
            expected(infusion, dose, Duration.ZERO, Duration.ZERO, Duration.ZERO);
            infusion.path("expected").forEach(each -> ((ObjectNode) each).put("binding", true));
            form(infusion, "INFUSION");
            form(event(schedule, dose, "PLUS40", "PT40M", "PT35M", "PT45M"), "CADSS");
            ObjectNode next = event(schedule, dose, "H24", "PT24H", "PT20H", "PT28H");
            next.put("doseDay", false).withArray("/forms").addObject().put("form", "MADRS");
        }
    }

    private static ObjectNode event(ObjectNode schedule, int dose, String name, String target, String from, String to) {
        ObjectNode event = schedule.withArray("/events").addObject();
        event.put("id", "D" + dose + "_" + name).put("name", "Dose " + dose + ": " + name.toLowerCase(Locale.ROOT));
        event.put("anchor", "start" + dose).put("target", target).put("missedAfter", "P1D");
        event.put("repetition", "D" + dose).put("doseDay", true);
        event.putObject("window").put("from", from).put("to", to);
        return event;
    }

    private static void form(ObjectNode event, String form) {
        event.withArray("/forms").addObject().put("form", form).put("category", "dose-day");
    }

    private static void expected(ObjectNode event, int dose, Duration target, Duration from, Duration to) {
        ArrayNode expected = event.putArray("expected");
        Duration later = INTERVAL.multipliedBy(dose - 1L);
        if (dose > 1) {
            line(
                    expected,
                    "start1",
                    later.plus(target),
                    later.minusDays(1).plus(from),
                    later.plusDays(1).plus(to));
        }
        Duration first = FIRST.plus(later);
        line(
                expected,
                "infusionStart",
                first.plus(target),
                first.minusDays(2).plus(from),
                first.plusDays(2).plus(to));
    }

    private static void line(ArrayNode expected, String anchor, Duration target, Duration from, Duration to) {
        ObjectNode line = expected.addObject().put("anchor", anchor).put("target", target.toString());
        line.putObject("window").put("from", from.toString()).put("to", to.toString());
    }
}
