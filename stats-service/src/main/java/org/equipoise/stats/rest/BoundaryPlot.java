package org.equipoise.stats.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.equipoise.stats.application.ClosedResult;

/**
 * Where everything stands in the plot of z against information. Boundaries and path differ in shape and line, so that the
 * plot can be read in black and white.
 */
record BoundaryPlot(
        List<Tick> across,
        List<Tick> upwards,
        String zeroLine,
        Series efficacy,
        Series futility,
        Series path,
        String description) {

    static final int WIDTH = 720;
    static final int LEFT = 56;
    static final int RIGHT = 700;
    static final int TOP = 16;
    static final int BOTTOM = 316;
    private static final double HIGHEST = 8;
    private static final double LOWEST = -4;
    private static final int TICKS = 4;

    static BoundaryPlot of(ClosedResult result) {
        Scale scale = Scale.of(result);
        return new BoundaryPlot(
                scale.informationTicks(),
                scale.statisticTicks(),
                text(scale.y(0)),
                series(result.path(), scale, ClosedResult.PathPoint::efficacyZ),
                series(result.path(), scale, ClosedResult.PathPoint::futilityZ),
                series(result.path(), scale, ClosedResult.PathPoint::z),
                describe(result.path()));
    }

    private static Series series(
            List<ClosedResult.PathPoint> points, Scale scale, Function<ClosedResult.PathPoint, Double> value) {
        List<Mark> marks = points.stream()
                .filter(point -> value.apply(point) != null)
                .map(point -> new Mark(
                        scale.x(point.information()),
                        scale.y(value.apply(point)),
                        Wording.fixed(value.apply(point), 2)))
                .toList();
        return new Series(
                marks.stream()
                        .map(mark -> text(mark.across()) + "," + text(mark.down()))
                        .collect(Collectors.joining(" ")),
                marks);
    }

    private static String describe(List<ClosedResult.PathPoint> path) {
        return path.stream()
                .map(point -> "Look " + point.look() + " at " + point.information() + " subjects: efficacy boundary "
                        + Wording.fixed(point.efficacyZ(), 2)
                        + (point.futilityZ() == null
                                ? ""
                                : ", futility boundary " + Wording.fixed(point.futilityZ(), 2))
                        + (point.z() == null ? ", to come" : ", observed z " + Wording.fixed(point.z(), 2)))
                .collect(Collectors.joining(". ", "", "."));
    }

    private static String text(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    record Tick(String at, String label) {}

    record Series(String line, List<Mark> marks) {}

    /** A point and its value in words. */
    record Mark(double across, double down, String label) {

        public String x() {
            return text(across);
        }

        public String y() {
            return text(down);
        }

        public String labelAbove() {
            return text(down - 10);
        }

        public String labelBelow() {
            return text(down + 22);
        }

        public String square() {
            return "M" + text(across - 5) + "," + text(down - 5) + "h10v10h-10z";
        }

        public String triangle() {
            return "M" + text(across) + "," + text(down + 6) + "l-6.5,-11h13z";
        }
    }

    private record Scale(double mostInformation, int low, int high) {

        static Scale of(ClosedResult result) {
            List<Double> values = result.path().stream()
                    .flatMap(point -> Stream.of(point.efficacyZ(), point.futilityZ(), point.z()))
                    .filter(Objects::nonNull)
                    .toList();
            double high = values.stream().mapToDouble(v -> v).max().orElse(1);
            double low = values.stream().mapToDouble(v -> v).min().orElse(0);
            int most = Math.max(
                    result.information().maximum(), result.information().observed());
            return new Scale(most * 1.04, (int) Math.floor(Math.max(LOWEST, Math.min(-1, low - 0.3))), (int)
                    Math.ceil(Math.min(HIGHEST, Math.max(4, high + 0.3))));
        }

        double x(double information) {
            return LEFT + information / mostInformation * (RIGHT - LEFT);
        }

        double y(double z) {
            double within = Math.max(low, Math.min(high, z));
            return BOTTOM - (within - low) / (high - low) * (BOTTOM - TOP);
        }

        List<Tick> informationTicks() {
            List<Tick> ticks = new ArrayList<>();
            int step = step();
            for (int at = 0; at <= mostInformation; at += step) {
                ticks.add(new Tick(text(x(at)), Integer.toString(at)));
            }
            return ticks;
        }

        private int step() {
            double rough = mostInformation / TICKS;
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double factor = rough / power;
            return (int) Math.max(1, (factor >= 5 ? 5 : factor >= 2 ? 2 : 1) * power);
        }

        List<Tick> statisticTicks() {
            return IntStream.rangeClosed(low, high)
                    .mapToObj(z -> new Tick(text(y(z)), z < 0 ? "−" + -z : Integer.toString(z)))
                    .toList();
        }
    }
}
