package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyFaultTest {

    @TempDir
    Path folder;

    @BeforeEach
    void copyStudy() throws IOException {
        Studies.copy(Studies.KETAMINE, folder);
    }

    @Test
    void namesFileLinePathValueAndExpectation() throws IOException {
        Studies.replace(
                folder, "schedule.yaml", "window: {from: PT35M, to: PT45M}", "window: {from: 35 minutes, to: PT45M}");

        StudyFault fault = faults().get(0);

        assertThat(fault.file()).isEqualTo("schedule.yaml");
        assertThat(Files.readAllLines(folder.resolve("schedule.yaml")).get(fault.line() - 1))
                .contains("35 minutes");
        assertThat(fault.path()).isEqualTo("events[4].window.from");
        assertThat(fault.value()).isEqualTo("\"35 minutes\"");
        assertThat(fault.expected()).contains("ISO 8601 duration").contains("-PT90M");
        assertThat(fault)
                .hasToString("schedule.yaml:" + fault.line() + " events[4].window.from: found \"35 minutes\"; expected "
                        + fault.expected());
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "study.yaml        | plannedSubjects: 156          | plannedSubjects: many         | plannedSubjects |"
                        + " \"many\" | number of subjects",
                "study.yaml        | zone: Europe/Paris            | time: Europe/Paris            | sites[2]        |"
                        + "        | 'zone': an IANA time zone",
                "study.yaml        | zone: Europe/Paris            | zone: Europe/Atlantis         | sites[2].zone   |"
                        + " Europe/Atlantis | IANA time zone",
                "study.yaml        | form: ELIGIBILITY             | form: ELIGIBLE                | eligibility.form"
                        + " | ELIGIBLE | event BASELINE asks for",
                "study.yaml        | factor: madrsBand             | factor: band                  |"
                        + " strata.factors[1].id | madrsBand | eligibility.strata of study.yaml derives",
                "study.yaml        | code: GE35                    | code: GT35                    |"
                        + " strata.factors[1].levels | [GE35, LT35] | [GT35, LT35]",
                "schedule.yaml     | anchor: baseline              | anchor: begin                 | events[0].anchor"
                        + " | begin | an anchor of this schedule",
                "schedule.yaml     | - {form: CONSENT}               | - {form: CONSENTS}            |"
                        + " events[0].forms[0].form | CONSENTS | a form in forms/",
                "schedule.yaml     | consent: SCREENING/CONSENT/CONSENT_AT | consent:"
                        + " SCREENING/CONSENT/CONSENT_VERSION | anchors.consent | SCREENING/CONSENT/CONSENT_VERSION |"
                        + " datetime item",
                "schedule.yaml     | {from: PT70M, to: PT90M}      | {from: PT90M, to: PT70M}      | events[5].window"
                        + " | {\"from\":\"PT90M\",\"to\":\"PT70M\"} | end is not before its start",
                "schedule.yaml     | target: PT80M                 | target: PT91M                 | events[5].target"
                        + " | PT91M | inside the window",
                "schedule.yaml     | - id: EARLY_TERM              | - id: UNSCHEDULED             | events          |"
                        + " UNSCHEDULED | each event id once",
                "schedule.yaml     | {form: BLADDER, only: [4, 8]  | {form: BLADDER, only: [4, 9]  |"
                        + " cycles[0].events[6].forms[7].only | 9 | numbers from 1 to 8",
                "forms/MADRS.yaml  | type: datetime                | type: moment                  |"
                        + " itemGroups[0].items[0].type | \"moment\" | integer, decimal, text",
                "forms/MADRS.yaml  | items: [MADRS10]              | items: [MADRS11]              |"
                        + " editChecks[4].items[0] | MADRS11 | an item of this form",
                "forms/MADRS.yaml  | ./CSSRS/CSSRS_HIGHEST         | ./CSSRS/CSSRS_LOWEST          |"
                        + " editChecks[4].inputs.ideation | ./CSSRS/CSSRS_LOWEST | an item of a form",
                "forms/MADRS.yaml  | form: MADRS                   | form: MADRAS                  | form            |"
                        + " MADRAS | the file's name",
                "forms/MADRS.yaml  | from: BASELINE/MADRS/MADRS04  | from: BASELINE/MADRS/MADRS4   |"
                        + " itemGroups[1].items[3].carried.from | BASELINE/MADRS/MADRS4 | of type integer",
                "forms/MADRS.yaml  | from: BASELINE/MADRS/MADRS04  | from: BASELINE/MADRS/MADRS_BAND |"
                        + " itemGroups[1].items[3].carried.from | BASELINE/MADRS/MADRS_BAND | of type integer",
                "forms/MOCA.yaml   | max: 30}, required: true      | max: 30}, missingReasons: [lost] |"
                        + " itemGroups[0].items[0].missingReasons[0] | lost | not-applicable, not-done",
                "forms/MOCA.yaml   | max: 30}, required: true      | max: 30}, skipWhen: 1 > 2, shownWhen: 1 < 2 |"
                        + " itemGroups[0].items[0].skipWhen | \"1 > 2\" | not both",
                "forms/MOCA.yaml   | {min: 0, max: 30}             | {min: 31, max: 30}            |"
                        + " itemGroups[0].items[0].range | {\"min\":31,\"max\":30} | not above max",
                "randomization.yaml | blockSizes: [4, 6]           | blockSizes: [4, 5]            |"
                        + " method.blockSizes[1] | 5 | a multiple of 2",
                "randomization.yaml | ratio: 1, control: true      | ratio: 1                      | arms            |"
                        + " 0 arms with control: true | exactly one control arm",
                "randomization.yaml | \"05\", \"06\"               | \"05\"                        |"
                        + " strata.factors[0].levels | [01, 02, 03, 04, 05] | 06",
                "analysis.yaml     | visit: H24                    | visit: H25                    | primary.visit   |"
                        + " H25 | an event that asks for form MADRS",
                "analysis.yaml     | item: MADRS_TOTAL             | item: MADRS_BAND              | primary.item    |"
                        + " MADRS_BAND | an integer or decimal item",
                "analysis.yaml     | {information: 104}            | {information: 50}             |"
                        + " looks[1].information | 50 | more than 52",
                "analysis.yaml     | alpha: 0.025                  | alpha: 0.5                    | alpha           |"
                        + " 0.5 | below 0.5",
                "schedule.yaml     | first: [{anchor: infusionStart, | first: [{anchor: infusionBegin, |"
                        + " cycles[0].first[0].anchor | infusionBegin | an anchor of this schedule",
                "schedule.yaml     | target: P33D, tolerance: P2D  | target: P33D, tolerance: -P2D |"
                        + " cycles[0].first[0].tolerance | -P2D | not negative",
                "schedule.yaml     | target: P28D, window: {from: P1D | target: P28D, window: {from: 1 |"
                        + " events[1].expected[0].window.from | 1 | ISO 8601 duration",
                "schedule.yaml     | expected: [{anchor: baseline, target: PT23H | expected: [{anchor: infusionStart,"
                        + " target: PT23H | events[2].expected[0].anchor | infusionStart | another anchor",
                "simulation.yaml   | prefix: W                     | prefix: V                     |"
                        + " laterDoses.cycles[1].dispense | INFUSION | in each repetition, as V1_INFUSION",
                "simulation.yaml   | P54D, P57D]                   | P54D, P57D, P61D]             |"
                        + " laterDoses.cycles[0].dispense | INFUSION | in each repetition, as D9_INFUSION",
                "simulation.yaml   | randomizeAfter: BASELINE      | randomizeAfter: BASE          | randomizeAfter  |"
                        + " BASE | one of the visits",
                "simulation.yaml   | {event: DAY7, at              | {event: DAY8, at              | visits[11].event"
                        + " | DAY8 | an event of schedule.yaml",
                "simulation.yaml   | VAS_MOOD: {state: depression  | VAS_MOOD: {state: mood        |"
                        + " values.MOOD_VAS.VAS_MOOD.state | mood | a name from states",
                "simulation.yaml   | number: SAE_AE_REPEAT         | number: SAE_NUMBER            |"
                        + " occasional[4].followedBy[0].number | SAE_NUMBER | an item of form SAE",
                "simulation.yaml   | ECG_HR: {trait: pulse}        | ECG_RATE: {trait: pulse}      |"
                        + " values.ECG.ECG_RATE | ECG_RATE | an item of form ECG",
                "simulation.yaml   | ECG_HR: {trait: pulse}        | ECG_HR: {trait: heart}        |"
                        + " values.ECG.ECG_HR.trait | heart | a name from traits",
                "simulation.yaml   | chance: 0.1, before           | chance: 1.1, before           | dropout.chance  |"
                        + " 1.1 | a chance from 0 to 1",
                "analysis.yaml     | item: MADRS_CARRIED           | item: MADRS_CARRY             |"
                        + " analyses.data.carried[0].item | MADRS_CARRY | an item of form MADRS",
                "analysis.yaml     | when: {CM_RESCUE              | when: {CM_RESCUED             |"
                        + " analyses.data.intercurrentEvents[0].when.CM_RESCUED | CM_RESCUED | an item of form CONMED",
                "analysis.yaml     | {event: H48, at               | {event: H49, at               |"
                        + " analyses.data.visits[2].event | H49 | an event of the schedule",
                "analysis.yaml     | among: RESPONSE_DAY7          | among: RESPONSE_DAY8          |"
                        + " analyses.timeToEvent[0].among | RESPONSE_DAY8 | an analysis under responders",
                "analysis.yaml     | factor: madrsBand             | factor: band                  |"
                        + " analyses.subgroups[0].factor | band | a stratification factor",
                "analysis.yaml     | form: BLINDING_RATER          | form: BLINDING_RATERS         |"
                        + " analyses.blinding[1].form | BLINDING_RATERS | a form in forms/",
                "analysis.yaml     | - event: Death or suicide     | - event: Death                |"
                        + " analyses.data.intercurrentEvents[1].event | Death (worst score) | an intercurrent event of the"
                        + " estimand",
                "analysis.yaml     | of: RESPONSE_DAY7, direction  | of: RESPONSE_DAY8, direction  |"
                        + " keySecondary[2].of | RESPONSE_DAY8 | an analysis",
                "analysis.yaml     | visit: H72, spending          | visit: WEEK9, spending        |"
                        + " keySecondary[0].visit | WEEK9 | a visit of its analysis",
                "analysis.yaml     | draws: 500                    | draws: 1                      |"
                        + " analyses.sensitivity[0].draws | 1 | imputed data sets",
                "analysis.yaml     | keyHolders: [{user: dora.dmc}] | keyHolders: [{role: sponsor}] |"
                        + " charter.keyHolders[0].role | \"sponsor\" | dmc-member or unblinded-statistician",
                "analysis.yaml     | chairs: [{user: dora.dmc}] | chairs: [{role: unblinded-statistician}] |"
                        + " charter.chairs[0].role | \"unblinded-statistician\" | dmc-member",
                "analysis.yaml     | {look: 2, z: 0.5}             | {look: 3, z: 0.5}             | futility[1].look"
                        + " | 3 | before the last",
            })
    void saysWhatIsWrong(String file, String before, String after, String path, String value, String expected)
            throws IOException {
        Studies.replace(folder, file, before, after);

        assertThat(faults()).anySatisfy(fault -> {
            assertThat(fault.path()).isEqualTo(path);
            assertThat(fault.value()).isEqualTo(value == null ? "" : value);
            assertThat(fault.expected()).contains(expected);
        });
    }

    @Test
    void namesAnUnknownPropertyAndTheKnownOnes() throws IOException {
        Studies.replace(folder, "randomization.yaml", "entriesPerStratum: 60", "entriesPerStratum: 60\nseed: 7");

        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo("seed");
            assertThat(fault.line()).isEqualTo(14);
            assertThat(fault.expected()).contains("one of method, arms, strata, entriesPerStratum");
        });
    }

    @Test
    void reportsFaultsOfAllFilesAtOnce() throws IOException {
        Studies.replace(folder, "study.yaml", "plannedSubjects: 156", "plannedSubjects: many");
        Studies.replace(folder, "analysis.yaml", "alpha: 0.025", "alpha: none");
        Studies.replace(folder, "forms/MOCA.yaml", "category: general", "category: secret");

        assertThat(faults()).extracting(StudyFault::file).contains("study.yaml", "analysis.yaml", "forms/MOCA.yaml");
    }

    @Test
    void locatesBrokenYaml() throws IOException {
        Studies.replace(folder, "forms/MOCA.yaml", "category: general", "category: [general");

        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo("forms/MOCA.yaml");
            assertThat(fault.line()).isGreaterThan(1);
            assertThat(fault.expected()).isEqualTo("valid YAML");
        });
    }

    @Test
    void refusesAKeyGivenTwice() throws IOException {
        Studies.replace(folder, "study.yaml", "plannedSubjects: 156", "plannedSubjects: 156\nplannedSubjects: 157");

        assertThat(faults()).singleElement().extracting(StudyFault::expected).isEqualTo("each key once");
    }

    @Test
    void namesAMissingFile() throws IOException {
        Files.delete(folder.resolve("analysis.yaml"));

        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo("analysis.yaml");
            assertThat(fault.expected()).startsWith("a readable file in " + folder);
        });
    }

    @ParameterizedTest
    @CsvSource({"Ketamine 0.5 mg/kg given", "ketamine 0.5 MG/KG", "KTM", "the MDZ group"})
    void refusesAnArmInWhatTheEcrfGets(String text) throws IOException {
        Studies.replace(folder, "forms/MOCA.yaml", "Total with education point", text);

        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo("itemGroups[0].items[0].label");
            assertThat(fault.expected()).contains("names no arm");
        });
    }

    private List<StudyFault> faults() {
        InvalidStudyException exception = catchThrowableOfType(InvalidStudyException.class, () -> Study.load(folder));
        assertThat(exception).as("the study must be refused").isNotNull();
        return exception.faults();
    }
}
