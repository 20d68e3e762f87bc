package org.equipoise.launcher.simulation;

import java.util.List;

/** A simulation could not go on; each problem is one line. */
public final class SimulationFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    SimulationFailure(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each problem, at least one. */
    public List<String> problems() {
        return problems;
    }
}
