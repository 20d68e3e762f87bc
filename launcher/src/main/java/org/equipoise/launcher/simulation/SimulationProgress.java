package org.equipoise.launcher.simulation;

/** Hears how a simulation goes. */
public interface SimulationProgress {

    /** A subject has been played to the end. */
    void subjectDone(String subject, int done, int planned);

    /** A look is at work. */
    default void lookAtWork(int look, String section) {}

    /** The committee has read a result. */
    void look(LookResult result);

    /** The trial ended before there was enough for the committee to look at. */
    void noLook(String why);

    /** Hears nothing. */
    static SimulationProgress silent() {
        return new SimulationProgress() {
            @Override
            public void subjectDone(String subject, int done, int planned) {}

            @Override
            public void look(LookResult result) {}

            @Override
            public void noLook(String why) {}
        };
    }
}
