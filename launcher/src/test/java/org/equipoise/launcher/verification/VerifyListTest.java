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
import picocli.CommandLine;

/** A list of two parts and seven randomizations, which the randomizer's own list generation made; then tampered with. */
class VerifyListTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private ObjectNode list;
    private ObjectNode randomizations;
    private List<String> roots;

    @BeforeEach
    void theTruth() throws IOException {
        list = (ObjectNode) read("revealed-list.json");
        randomizations = (ObjectNode) read("randomizations.json");
        roots = new ArrayList<>();
        list.get("parts").forEach(part -> roots.add(part.get("merkleRoot").asText()));
    }

    @Test
    void aTrialThatKeptToItsListIsInOrder() throws IOException {
        assertThat(verify()).as(out.toString()).isZero();
        assertThat(out.toString())
                .isEqualToIgnoringNewLines("In order: 12 entries in 2 part(s), 7 receipt(s) of study DEMO.");
    }

    @Test
    void anExchangedArmIsFound() throws IOException {
        ObjectNode entry = entry(0, 2);
        entry.put("arm", entry.get("arm").asText().equals("ACT") ? "PBO" : "ACT");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains("Entry site=01, position 3: its contents do not give its leaf")
                .contains("Part 0: the entries give the root")
                .contains("2 finding(s)");
    }

    @Test
    void anArmExchangedTogetherWithItsLeafIsFoundByRootAndReceipt() throws IOException {
        ObjectNode entry = entry(0, 0);
        entry.put("arm", entry.get("arm").asText().equals("ACT") ? "PBO" : "ACT");
        entry.put(
                "leaf",
                Commitment.leaf(revealed(), revealed().parts().get(0).entries().get(0)));
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("Part 0: the entries give", "Receipt of 01-001: its leaf");
    }

    @Test
    void aWrongSaltOrOneThatIsNoneIsFound() throws IOException {
        entry(1, 0).put("salt", "00".repeat(32));
        entry(1, 1).put("salt", "salt");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains("Entry site=01, position 5: its contents", "Entry site=01, position 6: its contents")
                .contains("Part 1: the entries give the root");
    }

    @Test
    void aTruncatedListIsFound() throws IOException {
        entries(0).remove(7);
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("Part 0: the entries give", "position 4 was to come here");
        ((ArrayNode) list.get("parts")).remove(1);
        out.getBuffer().setLength(0);
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("The list has 1 part(s), but 2 root(s) were published.");
    }

    @Test
    void entriesInAnotherOrderAreFound() throws IOException {
        JsonNode first = entries(0).remove(0);
        entries(0).insert(1, first);
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("Part 0: the entries give", "position 1 was to come here");
    }

    @Test
    void allocationsInAnotherOrderThanTheListsAreFound() throws IOException {
        receipt(1).put("randomizedAt", "2026-02-01T09:00:00Z");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains("Receipt of 01-002: it has position 2 of site=01, but is earlier than the position before.")
                .contains("1 finding(s)");
    }

    @Test
    void aPositionThatWasPassedOverIsFoundUnlessOnlySomeReceiptsAreThere() throws IOException {
        ((ArrayNode) randomizations.get("items")).remove(1);
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains("Receipt of 01-003: it has position 3 of site=01, and nobody has position 2.");
        assertThat(verify("--some-receipts")).isZero();
    }

    @Test
    void aReceiptThatNamesAnotherNumberKitListOrRootIsFound() throws IOException {
        receipt(0).put("randomizationNumber", "R0000000");
        receipt(1).put("kit", "K0000000");
        ((ObjectNode) receipt(2).get("receipt")).put("list", "list-2").put("merkleRoot", roots.get(1));
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "01-001: it has number R0000000",
                        "01-002: it has kit K0000000",
                        "01-003: it names the list list-2")
                .contains("01-003: it names the root " + roots.get(1), "4 finding(s)");
        assertThat(verify("--kits-from-stock")).isEqualTo(1);
        assertThat(out.toString()).contains("3 finding(s)");
    }

    @Test
    void twoSubjectsOnOneEntryAreFound() throws IOException {
        ObjectNode second = receipt(0).deepCopy();
        second.put("subject", "01-099");
        ((ArrayNode) randomizations.get("items")).add(second);
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("another subject has position 1 of site=01 too");
    }

    @Test
    void rootsAndReceiptsMayComeFromTheAnswersThatWereKept() throws IOException {
        ObjectNode plan = JSON.createObjectNode();
        roots.forEach(root -> plan.withArray("parts").addObject().put("merkleRoot", root));
        StringBuilder csv =
                new StringBuilder("subject,randomizationNumber,kit,randomizedAt,list,extension,merkleRoot,leaf\n");
        for (JsonNode item : randomizations.get("items")) {
            JsonNode receipt = item.get("receipt");
            csv.append(String.join(
                            ",",
                            item.get("subject").asText(),
                            item.get("randomizationNumber").asText(),
                            item.get("kit").asText(),
                            item.get("randomizedAt").asText(),
                            receipt.get("list").asText(),
                            receipt.get("extension").asText(),
                            receipt.get("merkleRoot").asText(),
                            receipt.get("leaf").asText()))
                    .append('\n');
        }
        Path receipts = Files.writeString(directory.resolve("receipts.csv"), csv);
        assertThat(execute(
                        "--list",
                        write("list.json", list),
                        "--published",
                        write("plan.json", plan),
                        "--receipts",
                        receipts.toString()))
                .as(out.toString())
                .isZero();
    }

    private int verify(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--list", write("list.json", list)));
        roots.forEach(root -> arguments.addAll(List.of("--root", root)));
        arguments.addAll(List.of("--receipts", write("receipts.json", randomizations)));
        return execute(arguments.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        return new CommandLine(new VerifyList()).setOut(new PrintWriter(out)).execute(arguments);
    }

    private String write(String name, JsonNode content) throws IOException {
        return Files.write(directory.resolve(name), JSON.writeValueAsBytes(content))
                .toString();
    }

    private ArrayNode entries(int part) {
        return (ArrayNode) list.get("parts").get(part).get("entries");
    }

    private ObjectNode entry(int part, int index) {
        return (ObjectNode) entries(part).get(index);
    }

    private ObjectNode receipt(int index) {
        return (ObjectNode) randomizations.get("items").get(index);
    }

    private RevealedList revealed() throws IOException {
        return JSON.treeToValue(list, RevealedList.class);
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream resource = VerifyListTest.class.getResourceAsStream("/verification/" + name)) {
            return JSON.readTree(resource);
        }
    }
}
