package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.platform.audit.CanonicalJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PublishTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void checksAStudyThatIsInOrder() {
        assertThat(publish(Studies.MINIMAL, "--check")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("EXAMPLE-MINIMAL version 1: the files are in order\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsOneLineForEachFault() throws IOException {
        Studies.copy(Studies.MINIMAL, folder);
        Studies.replace(folder, "study.yaml", "plannedSubjects: 20", "plannedSubjects: few");
        Studies.replace(folder, "forms/VISIT.yaml", "category: efficacy", "category: open");

        assertThat(publish(folder, "--check")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        folder
                                + "/study.yaml:7 plannedSubjects: found \"few\"; expected the number of subjects to randomize",
                        folder
                                + "/forms/VISIT.yaml:4 category: found \"open\"; expected who may see and enter the form,"
                                + " one of general, efficacy, dose-day, safety, pharmacy");
    }

    @Test
    void namesWhatAnEmptyFolderLacks() {
        assertThat(publish(folder, "--check")).isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).contains("a readable file in " + folder));
    }

    @Test
    void checksTheOtherPlans() {
        assertThat(publish(Studies.KETAMINE, "--check", "--plan", "randomization-2to1.yaml"))
                .isZero();
        assertThat(publish(Studies.KETAMINE, "--check", "--plan", "randomization-saline.yaml"))
                .isZero();
        assertThat(publish(Studies.KETAMINE, "--check", "--plan", "randomization-minimization.yaml"))
                .isZero();
    }

    @Test
    void writesTheDefinitionAsTheServiceReadsItAndPublishesNothing() throws IOException {
        Path file = folder.resolve("ket.json");

        assertThat(publish(Studies.KETAMINE, "--definition", file.toString())).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "KET-TRD-01 version 1: the files are in order",
                        "  the study definition is in " + file + "; nothing was published");
        String written = Files.readString(file);
        assertThat(CanonicalJson.sha256(new ObjectMapper().readTree(written)))
                .isEqualTo(CanonicalJson.sha256(Study.load(Studies.KETAMINE).definition()));
        assertThat(written).doesNotContain("Midazolam", "Ketamine 0.5");
        assertThat(new JsonDefinitionFormat().parse(written).errors()).isEmpty();
    }

    @Test
    void writesNoDefinitionOfAStudyWithFaults() throws IOException {
        Studies.copy(Studies.MINIMAL, folder);
        Studies.replace(folder, "forms/VISIT.yaml", "category: efficacy", "category: open");
        Path file = folder.resolve("minimal.json");

        assertThat(publish(folder, "--definition", file.toString())).isEqualTo(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void namesAFileThatCannotBeWritten() {
        Path file = folder.resolve("nowhere").resolve("minimal.json");

        assertThat(publish(Studies.MINIMAL, "--definition", file.toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("equipoise: Cannot write " + file);
    }

    @Test
    void doesOneThingAtATime() {
        Path file = folder.resolve("minimal.json");

        assertThat(publish(Studies.MINIMAL, "--check", "--definition", file.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(publish(Studies.MINIMAL, "--try", "--definition", file.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(file).doesNotExist();
    }

    @Test
    void triesNothingWithoutARunningSystem() {
        assertThat(publish(Studies.MINIMAL, "--try", "--data", folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Equipoise does not run; start it: ./equipoise up");
    }

    private int publish(Path study, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = study.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return new CommandLine(new Publish())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
