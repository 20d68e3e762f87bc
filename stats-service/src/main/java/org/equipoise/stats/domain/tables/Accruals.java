package org.equipoise.stats.domain.tables;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.stats.domain.findings.OpenFindings;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Randomization over time. Weeks have 7 days of 24 h from the midnight (UTC) before the first randomization.
 *
 * <p>The rate is that of the last 8 full weeks, or of all full weeks if there are fewer. With r subjects in w of these weeks and k
 * still to come, the expected remaining time is k w/r weeks. The limits of 80 % take the numbers as Poisson with an uncertain
 * rate: on the log scale the time has the variance 1/k + 1/r (delta method), so that they are exp(&plusmn;1.2816 &radic;(1/k + 1/r))
 * times the expected time.
 */
final class Accruals {

    private static final int RECENT_WEEKS = 8;
    private static final double TENTH = 0.1;
    private static final long SECONDS_PER_WEEK = Duration.ofDays(7).toSeconds();
    private static final double LONGEST_WEEKS = 5_200;

    private Accruals() {}

    static OpenFindings.Accrual of(List<Instant> randomized, Instant cut, int planned, Integer plannedWeeks) {
        if (randomized.isEmpty()) {
            return new OpenFindings.Accrual(0, planned, plannedWeeks, List.of(), null, null);
        }
        LocalDate start = randomized.stream()
                .min(Instant::compareTo)
                .orElseThrow()
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        Instant zero = start.atStartOfDay(ZoneOffset.UTC).toInstant();
        long seconds = Math.max(0, Duration.between(zero, cut).toSeconds());
        int full = (int) (seconds / SECONDS_PER_WEEK);
        int[] counts = new int[full + 1];
        randomized.forEach(moment -> counts[week(zero, moment, full)]++);
        List<OpenFindings.Week> weeks = new ArrayList<>();
        int cumulative = 0;
        for (int w = 0; w <= full; w++) {
            cumulative += counts[w];
            Double target =
                    plannedWeeks == null ? null : Double.valueOf(Math.min(planned, planned * (w + 1.0) / plannedWeeks));
            weeks.add(new OpenFindings.Week(w + 1, start.plusWeeks(w), counts[w], cumulative, target));
        }
        int recent = Math.min(RECENT_WEEKS, full);
        int inRecent = 0;
        for (int w = full - recent; w < full; w++) {
            inRecent += counts[w];
        }
        return new OpenFindings.Accrual(
                randomized.size(),
                planned,
                plannedWeeks,
                weeks,
                recent == 0 ? null : Double.valueOf(inRecent / (double) recent),
                forecast(planned - randomized.size(), inRecent, recent, cut));
    }

    private static int week(Instant zero, Instant moment, int last) {
        return (int) Math.min(last, Duration.between(zero, moment).toSeconds() / SECONDS_PER_WEEK);
    }

    private static OpenFindings.Forecast forecast(int remaining, int inRecent, int recent, Instant cut) {
        if (remaining <= 0 || inRecent == 0) {
            return null;
        }
        double weeks = remaining * (double) recent / inRecent;
        double spread = Math.exp(StandardNormal.upperQuantile(TENTH) * Math.sqrt(1.0 / remaining + 1.0 / inRecent));
        LocalDate today = cut.atZone(ZoneOffset.UTC).toLocalDate();
        return new OpenFindings.Forecast(
                after(today, weeks), after(today, weeks / spread), after(today, weeks * spread));
    }

    private static LocalDate after(LocalDate today, double weeks) {
        return today.plusDays((long) Math.ceil(7 * Math.min(weeks, LONGEST_WEEKS)));
    }
}
