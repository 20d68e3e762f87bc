package org.equipoise.stats.domain.simulation;

/** What a statistic outside its bounds means. */
final class StoppingLooks {

    private StoppingLooks() {}

    static SimulatedTrial.Ending ending(boolean above, boolean below) {
        if (above) {
            return SimulatedTrial.Ending.EFFICACY;
        }
        return below ? SimulatedTrial.Ending.BELOW : SimulatedTrial.Ending.NO_DECISION;
    }
}
