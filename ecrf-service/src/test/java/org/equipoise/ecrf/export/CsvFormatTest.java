package org.equipoise.ecrf.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class CsvFormatTest {
    private static List<CSVRecord> lines() throws IOException {
        return lines(ExampleExport.of(new CsvFormat(), false, Optional.empty()));
    }

    private static List<CSVRecord> lines(String csv) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .getRecords();
    }

    private static CSVRecord line(String item) throws IOException {
        return lines().stream()
                .filter(line -> line.get("item").equals(item))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hasALineForEachAnswer() throws IOException {
        assertThat(lines())
                .extracting(line -> line.get("item"))
                .containsExactly("SERIOUS", "TERM", "M1", "M2", "WEIGHT");
    }

    @Test
    void aValueIsExactlyWhatWasEnteredWithItsUnit() throws IOException {
        assertThat(line("WEIGHT").get("value")).isEqualTo("72.5");
        assertThat(line("WEIGHT").get("unit")).isEqualTo("kg");
        assertThat(line("M2").get("missing")).isEqualTo("refused");
    }

    @Test
    void eachAnswerSaysWhyItWasSavedInSpiteOfWindowAndWarnings() throws IOException {
        assertThat(line("M1").get("windowReason")).isEqualTo("came late");
        assertThat(line("M1").get("warningReasons")).isEqualTo("ALL_SIX: looked again");
        assertThat(line("WEIGHT").get("windowReason")).isEmpty();
    }

    @Test
    void deviationsAreATableOfTheirOwn() throws IOException {
        List<CSVRecord> deviations = lines(ExampleExport.deviations(new CsvFormat()));

        assertThat(deviations).extracting(line -> line.get("DVSPID")).containsExactly("N1", "N2");
        assertThat(deviations).extracting(line -> line.get("STATUS")).containsExactly("open", "resolved");
        assertThat(deviations.get(0).get("RESOLVEDBY")).isEmpty();
        assertThat(deviations.get(1).get("RESOLVEDBY")).isEqualTo("rita");
        assertThat(deviations.get(1).get("IMPORTANT")).isEqualTo("false");
        assertThat(deviations.get(1).get("RESOLUTION")).isEqualTo("'" + ExampleExport.AWKWARD);
    }

    @Test
    void noTextIsAFormulaInASpreadsheet() throws IOException {
        assertThat(line("TERM").get("value")).isEqualTo("'" + ExampleExport.AWKWARD);
    }
}
