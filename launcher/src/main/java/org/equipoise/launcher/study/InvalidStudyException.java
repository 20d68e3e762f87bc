package org.equipoise.launcher.study;

import java.util.List;
import java.util.stream.Collectors;

/** A study's files cannot be published as they are. */
public final class InvalidStudyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<StudyFault> faults;

    /**
     * Names the faults.
     *
     * @param faults everything that was found, at least one
     */
    public InvalidStudyException(List<StudyFault> faults) {
        super(faults.stream().map(StudyFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /**
     * All faults in the order of the files.
     *
     * @return at least one fault
     */
    public List<StudyFault> faults() {
        return faults;
    }
}
