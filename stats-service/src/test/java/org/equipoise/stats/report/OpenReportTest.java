package org.equipoise.stats.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenReportTest {

    private static final Report REPORT = OpenReport.of(Extreme.openReport(Committee.open()));

    @Test
    void itIsWellFormedAndItsPartsAreNamed() {
        PageStructure.check(Printed.page(REPORT));
        PageStructure.check(Printed.page(OpenReport.of(Extreme.openReport(Extreme.openPoor()))));
        PageStructure.check(Printed.page(OpenReport.of(Extreme.openReport(null))));
    }

    @Test
    void pageAndPdfShowThePooledNumbers() {
        for (String text : List.of(
                Printed.readable(Printed.page(REPORT)), Printed.pdf(REPORT).text())) {
            assertThat(text)
                    .contains("110 of 156 (70.5 %)")
                    .contains("29 May 2026 (8 May 2026 to 26 Jun 2026)")
                    .contains("Screened: 171", "Not randomized: 52", "Left early: 7", "Completed: 71")
                    .contains("Fewer than two antidepressant failures")
                    .contains("104 of 108 (96.3 %)")
                    .contains("14 recorded, of these 2 important, in 11 subjects.")
                    .contains("3 events in 3 subjects; 0 with death as a result.")
                    .contains("10.91", "174");
        }
    }

    @Test
    void itSaysWhatMayBeAsOldAsItsCut() {
        assertThat(Printed.readable(Printed.page(REPORT)))
                .contains("serious events, deviations and other visits may be as old as the cut");
    }

    @Test
    void itIsNoClosedReport() {
        assertThat(Printed.readable(Printed.page(REPORT))).doesNotContain("Confidential");
        assertThat(Printed.pdf(REPORT).text()).doesNotContain("Confidential").doesNotContain("Arm A");
    }

    @Test
    void noMeanOfTheEndpointIsInItThatTwoReportsCouldTellASubjectFrom() {
        assertThat(Printed.readable(Printed.page(REPORT))).doesNotContainIgnoringCase("mean change");
    }

    @Test
    void onItsFirstDayItSaysThatNothingIsThereYet() {
        Report first = OpenReport.of(Extreme.openReport(Extreme.openPoor()));
        assertThat(Printed.pdf(first).text())
                .contains("No subject is randomized yet.")
                .contains("No screening failure is recorded.")
                .contains("the first 10 make the first milestone");
    }

    @Test
    void whereTheRecordsCannotBeFrozenItSaysWhatIsMissing() {
        assertThat(Printed.pdf(OpenReport.of(Extreme.openReport(null))).text())
                .contains("The records could not be frozen just now")
                .contains("All sites")
                .contains("171", "110", "156");
    }

    @Test
    void theSameReportGivesTheSameBytes() {
        assertThat(Printed.pdf(REPORT).hash()).isEqualTo(Printed.pdf(REPORT).hash());
        assertThat(Printed.page(REPORT)).isEqualTo(Printed.page(REPORT));
    }
}
