package org.equipoise.stats.domain.analysis;

/**
 * The effect that a trial was planned for.
 *
 * @param difference benefit of the experimental arm, positive, in units of the item
 * @param sd standard deviation of the change within an arm, positive, in the same units
 */
public record PlannedEffect(double difference, double sd) {

    /**
     * The effect as the expected z at full information, when the maximum information is split between the arms as
     * observed so far: &theta; = difference / (sd &radic;(1/n<sub>1</sub> + 1/n<sub>0</sub>)).
     *
     * @param maximumInformation number of subjects at the end
     * @param experimentalShare share of the subjects in the experimental arm, in (0, 1)
     * @return &theta;
     */
    public double drift(int maximumInformation, double experimentalShare) {
        if (!(experimentalShare > 0 && experimentalShare < 1)) {
            throw new IllegalArgumentException(
                    "the experimental arm's share must lie between 0 and 1, but is " + experimentalShare);
        }
        double experimental = maximumInformation * experimentalShare;
        double control = maximumInformation - experimental;
        return difference / (sd * Math.sqrt(1 / experimental + 1 / control));
    }
}
