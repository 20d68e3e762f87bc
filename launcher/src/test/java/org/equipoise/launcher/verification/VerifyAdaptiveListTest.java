package org.equipoise.launcher.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Three minimized trials, each with a site that was added later, which the randomizer's own adaptive list made: by the
 * standard deviation with four ranks at 2:1:1, by the range, and by the variance at 4:2 with six decimals. Then tampered
 * with.
 */
class VerifyAdaptiveListTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private ObjectNode list;
    private ObjectNode randomizations;
    private String commitment;

    @BeforeEach
    void theFirst() throws IOException {
        load(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aTrialThatFollowedItsSeedIsInOrder(int trial) throws IOException {
        load(trial);
        assertThat(verify()).as(out.toString()).isZero();
        assertThat(out.toString()).contains("In order: ", "in 2 part(s)");
    }

    @Test
    void anotherSeedThanTheCommittedOneIsFound() throws IOException {
        ObjectNode replay = (ObjectNode) list.get("replay");
        replay.put("seed", replay.get("seed").asText().replaceFirst("..", "ff"));
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains("Part 0: the seed gives the commitment", "Part 1: the seed gives the commitment")
                .contains(commitment + " was published")
                .contains("position 1: seed and earlier subjects give position 1 with");
    }

    @Test
    void anExchangedArmIsFoundAtItsPosition() throws IOException {
        ObjectNode entry = entry(0, 6);
        entry.put("arm", entry.get("arm").asText().equals("PBO") ? "ACT" : "PBO");
        entry.put("leaf", Commitment.leaf(revealed(), revealedEntry(0, 6)));
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains(place(entry) + ", position 7: seed and earlier subjects give position 7 with arm")
                .contains("Receipt of " + subject(6) + ": its leaf", "position 7: nobody has a receipt of it")
                .contains("3 finding(s)");
    }

    @Test
    void twoSubjectsInAnotherOrderAreFound() throws IOException {
        ArrayNode entries = (ArrayNode) list.get("parts").get(0).get("entries");
        entries.insert(3, entries.remove(4));
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("position 5: position 4 was to come here");
    }

    @Test
    void anotherStratumChangesWhatFollowsFromItAndIsFound() throws IOException {
        ObjectNode entry = entry(0, 0);
        entry.put(
                "stratum",
                entry.get("stratum").asText().replace("sex=F", "sex=X").replace("sex=M", "sex=X"));
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("Entry " + entry.get("stratum").asText() + ", position 1: seed and");
    }

    @Test
    void anotherRuleIsFound() throws IOException {
        ((ObjectNode) list.get("replay").get("weights")).put("site", 1);
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("seed and earlier subjects give position");
    }

    @Test
    void aSubjectThatIsLeftOutIsFoundFromBothSides() throws IOException {
        ((ArrayNode) randomizations.get("items")).remove(9);
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains("position 10: nobody has a receipt of it")
                .contains("1 finding(s)");
        assertThat(verify("--some-receipts")).isZero();

        load(0);
        ((ArrayNode) list.get("parts").get(1).get("entries")).remove(15);
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("Receipt of " + subject(39) + ": its leaf");
    }

    @Test
    void anAllocationEarlierThanTheOneBeforeIsFoundAcrossStrata() throws IOException {
        ((ObjectNode) randomizations.get("items").get(5)).put("randomizedAt", "2026-02-01T09:00:00Z");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains("it has position 6 of the study, but is earlier than the position before")
                .contains("1 finding(s)");
    }

    @Test
    void aRuleThatCannotBeUnderstoodIsAFinding() throws IOException {
        ((ObjectNode) list.get("replay")).put("measure", "guess");
        assertThat(verify()).isEqualTo(1);
        ((ObjectNode) list.get("replay")).remove("seed");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("The list does not say how its entries follow from its seed");
    }

    private void load(int trial) throws IOException {
        try (InputStream resource =
                VerifyAdaptiveListTest.class.getResourceAsStream("/verification/adaptive-lists.json")) {
            JsonNode truth = JSON.readTree(resource).get(trial);
            list = (ObjectNode) truth.get("list");
            randomizations = (ObjectNode) truth.get("randomizations");
            commitment = list.get("parts").get(0).get("merkleRoot").asText();
        }
    }

    private int verify(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--root", commitment, "--root", commitment));
        arguments.addAll(List.of("--list", write("list.json", list)));
        arguments.addAll(List.of("--receipts", write("receipts.json", randomizations)));
        out.getBuffer().setLength(0);
        return new CommandLine(new VerifyList()).setOut(new PrintWriter(out)).execute(arguments.toArray(String[]::new));
    }

    private String write(String name, JsonNode content) throws IOException {
        return Files.write(directory.resolve(name), JSON.writeValueAsBytes(content))
                .toString();
    }

    private ObjectNode entry(int part, int index) {
        return (ObjectNode) list.get("parts").get(part).get("entries").get(index);
    }

    private RevealedList.Entry revealedEntry(int part, int index) throws IOException {
        return revealed().parts().get(part).entries().get(index);
    }

    private RevealedList revealed() throws IOException {
        return JSON.treeToValue(list, RevealedList.class);
    }

    private static String place(ObjectNode entry) {
        return "Entry " + entry.get("stratum").asText();
    }

    private String subject(int index) {
        return randomizations.get("items").get(index).get("subject").asText();
    }
}
