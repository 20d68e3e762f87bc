package org.equipoise.ecrf.application;

import java.util.Arrays;
import java.util.Optional;
import org.equipoise.ecrf.domain.study.Raise;

/** A table of notices of one kind, by the name that people ask for. */
public enum NoticeDataset {
    /** Protocol deviations: the SDTM domain of that name, with further columns for what SDTM has no variable for. */
    DV(Raise.DEVIATION, "Protocol deviations"),
    /** Safety alerts. */
    ALERT(Raise.ALERT, "Safety alerts");

    private final Raise kind;
    private final String label;

    NoticeDataset(Raise kind, String label) {
        this.kind = kind;
        this.label = label;
    }

    public Raise kind() {
        return kind;
    }

    public String label() {
        return label;
    }

    public static Optional<NoticeDataset> named(String name) {
        return Arrays.stream(values())
                .filter(dataset -> dataset.name().equals(name))
                .findFirst();
    }
}
