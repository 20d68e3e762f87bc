package org.equipoise.stats.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClosedReportTest {

    private static final String PAGE =
            Printed.page(ClosedReport.of(Committee.result(3, 2), Committee.findings(), Committee.PROVENANCE));
    private static final Printed PDF =
            Printed.pdf(ClosedReport.of(Committee.result(3, 2), Committee.findings(), Committee.PROVENANCE));

    static Stream<Arguments> everyKindOfFindings() {
        return Stream.of(
                Arguments.of("without findings", null),
                Arguments.of("usual", Committee.findings()),
                Arguments.of("crowded", Extreme.crowded()),
                Arguments.of("nothing computed", Extreme.poor()),
                Arguments.of("nothing planned", Extreme.nothingPlanned()));
    }

    @Nested
    class AsAPage {

        @ParameterizedTest(name = "{0}")
        @MethodSource("org.equipoise.stats.report.ClosedReportTest#everyKindOfFindings")
        void itIsWellFormedAndItsPartsAreNamed(String kind, ClosedFindings findings) {
            PageStructure.check(Printed.page(ClosedReport.of(Committee.result(10, 9), findings, Committee.PROVENANCE)));
        }

        @Test
        void everyTableAndFigureNamesEstimandOrPopulationAndDataCut() {
            assertThat(PageStructure.captions(PAGE))
                    .hasSizeGreaterThan(20)
                    .allSatisfy(caption -> assertThat(caption)
                            .satisfiesAnyOf(
                                    text -> assertThat(text).contains("Data cut 1 Mar 2026, 23:59 UTC"),
                                    text -> assertThat(text).startsWith("What the")));
            assertThat(PageStructure.captions(PAGE).stream().filter(text -> text.contains("Data cut")))
                    .allSatisfy(caption -> assertThat(caption)
                            .containsAnyOf("Estimand: ", "Population: ", "Subjects", "Randomized", "Values"));
        }

        @Test
        void theKeySecondaryHypothesesShowLevelAndDecisionInTheirOrder() {
            assertThat(PAGE)
                    .contains("rejected, and with it the first 1 of 3")
                    .containsSubsequence(
                            "MADRS total at 72 h", "0.0021", "Rejected at look 1", "0.0713", "Not rejected")
                    .contains("Response on day 7: tested while 5 randomized subjects")
                    .contains("add up to at most 0.0250")
                    .contains("Not tested: one before it is not rejected");
            String nothing = Printed.page(
                    ClosedReport.of(Committee.result(2, 1), Extreme.nothingPlanned(), Committee.PROVENANCE));
            assertThat(nothing).doesNotContain("Key secondary");
        }

        @Test
        void aLongSearchForTheTippingPointIsShownAtItsEndsAndWhereItTips() {
            String from = PAGE.substring(PAGE.indexOf("at some of the 65 shifts"));
            String table = from.substring(0, from.indexOf("</table>"));
            assertThat(table.split("<tr")).hasSizeBetween(12, 18);
            assertThat(table)
                    .containsSubsequence(">0.0<", ">6.3<", ">6.9<", ">40.0<")
                    .doesNotContain(">0.6<");
        }

        @Test
        void whatTheDataSayIsTextAndNeverMarkup() {
            String crowded =
                    Printed.page(ClosedReport.of(Committee.result(2, 1), Extreme.crowded(), Committee.PROVENANCE));
            assertThat(crowded).contains("&lt;script&gt;alert(1)").doesNotContain("<script");
        }
    }

    @Nested
    class AsPdf {

        @Test
        void everyPageSaysThatItIsConfidentialItsNumberAndWhatItWasMadeFrom() {
            assertThat(PDF.pages()).hasSizeGreaterThan(5);
            for (int page = 1; page <= PDF.pages().size(); page++) {
                assertThat(PDF.pages().get(page - 1))
                        .contains("Confidential: closed session")
                        .contains("Page " + page + " of ")
                        .contains("Data cut 1 Mar 2026, 23:59 UTC")
                        .contains("Analysis plan 1.2.0")
                        .contains("data a07ca07ca07ca07c", "allocations 55de55de55de55de", "plan 9b1f9b1f9b1f9b1f")
                        .contains("Code 0.1.0+1a2b3c4");
            }
        }

        @Test
        void theSameAnalysisGivesTheSameBytes() {
            for (int time = 0; time < 3; time++) {
                assertThat(Printed.pdf(ClosedReport.of(
                                        Committee.result(3, 2), Committee.findings(), Committee.PROVENANCE))
                                .hash())
                        .isEqualTo(PDF.hash());
            }
        }

        @Test
        void itIsDatedByTheRunAndNotByTheClock() {
            assertThat(PDF.information("CreationDate")).startsWith("D:20260302140509");
            assertThat(PDF.information("ModDate")).startsWith("D:20260302140509");
            assertThat(PDF.information("Title")).isEqualTo("Closed interim analysis of KET-TRD-01, look 2");
        }

        @Test
        void itSaysItsLanguageAndHasABookmarkForEachSection() {
            assertThat(PDF.language()).isEqualTo("en");
            assertThat(PDF.bookmarks().stream().map(text -> text.replaceFirst("^\\d+\\. ", "")))
                    .containsExactlyElementsOf(
                            ClosedReport.of(Committee.result(3, 2), Committee.findings(), Committee.PROVENANCE)
                                    .sections()
                                    .stream()
                                    .map(Section::heading)
                                    .toList());
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("org.equipoise.stats.report.ClosedReportTest#everyKindOfFindings")
        void itCanBeMadeOfAnything(String kind, ClosedFindings findings) {
            assertThat(Printed.pdf(ClosedReport.of(Committee.result(2, 1), findings, Committee.PROVENANCE))
                            .pages())
                    .isNotEmpty();
        }

        @Test
        void minusAndOtherSignsAreRealCharacters() {
            assertThat(PDF.text()).contains("−5.50", "≥ 20", "Kaplan–Meier");
        }
    }

    @Nested
    class SaysOnBoth {

        @Test
        void thePrimaryComparisonWithBoundariesAndPower() {
            both(
                    "Efficacy boundary crossed: z = 2.743 is above 2.511.",
                    "Difference of adjusted means, B minus A",
                    "−9.39 to −1.61",
                    "−10.42 to −0.58",
                    "104 of 156 subjects with primary data (66.7 %)",
                    "93.1 %",
                    "95.4 %",
                    "87.8 %");
        }

        @Test
        void whatTheOtherSectionsFound() {
            both(
                    "−11.00 (−13.70 to −8.30)",
                    "heterogeneous Toeplitz covariance, the plan's fallback",
                    "24.2 (7.2 to 41.2)",
                    "0.61 (95 % CI 0.29 to 1.27)",
                    "31.0 (16.0 to 46.0)",
                    "Dissociation *",
                    "0.52 (0.43 to 0.61)",
                    "15.6 (95 % CI 12.2 to 19.0)",
                    "not done 1, withdrawn 3",
                    "−6.75 (95 % CI −10.78 to −2.72)",
                    "9.543",
                    "500, 20260301",
                    "03-002 WEEK2",
                    "snapshot-17",
                    "20260301",
                    "04-011 DAY7 → 0.0");
        }

        @Test
        void whyASectionIsNotThere() {
            Report poor = ClosedReport.of(Committee.result(2, 1), Extreme.poor(), Committee.PROVENANCE);
            for (String text : java.util.List.of(
                    Printed.readable(Printed.page(poor)), Printed.pdf(poor).text())) {
                assertThat(text)
                        .contains("Not computed: The likelihood of 3 covariance structures has no maximum")
                        .contains("Look at visits with few values");
            }
        }

        @Test
        void neverAnArmBehindALabel() {
            Report report = ClosedReport.of(Committee.result(3, 2), Committee.findings(), Committee.PROVENANCE);
            for (String text :
                    java.util.List.of(Printed.page(report), Printed.pdf(report).text())) {
                assertThat(text)
                        .doesNotContainIgnoringCase(SimulatedTrial.EXPERIMENTAL_CODE)
                        .doesNotContainIgnoringCase(SimulatedTrial.CONTROL_CODE)
                        .doesNotContainIgnoringCase("ketamine")
                        .doesNotContainIgnoringCase("midazolam");
            }
        }

        private void both(String... texts) {
            assertThat(Printed.readable(PAGE)).contains(texts);
            assertThat(PDF.text()).contains(texts);
        }
    }
}
