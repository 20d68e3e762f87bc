package org.equipoise.randomizer.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.equipoise.randomizer.domain.list.ListFault;
import org.equipoise.randomizer.domain.list.UploadedFile;
import org.junit.jupiter.api.Test;

class CsvListReaderTest {

    private final CsvListReader reader = new CsvListReader();

    @Test
    void takesAFileApartIntoHeaderAndNumberedRows() {
        UploadedFile file = read("\uFEFFsite,arm\r\n01,A\r\n\r\n\"02\", B \r\n");
        assertThat(file.header()).containsExactly("site", "arm");
        assertThat(file.rows()).extracting(UploadedFile.Row::line).containsExactly(2L, 4L);
        assertThat(file.rows().get(1).cells()).containsExactly("02", "B");
        assertThat(file.faults()).isEmpty();
    }

    @Test
    void saysWhereAQuoteIsNotClosed() {
        assertThat(read("site,arm\n01,A\n01,\"A\n").faults()).hasSize(1);
        assertThat(read("site,arm\n01,\"A\"x\n").faults())
                .extracting(ListFault::line)
                .containsExactly(2L);
    }

    @Test
    void refusesOtherEncodingsAndKeepsAnEmptyFileEmpty() {
        assertThat(reader.read(new byte[] {'s', (byte) 0xff, ',', 'a'}).faults())
                .hasSize(1);
        UploadedFile empty = read("");
        assertThat(empty.header()).isEmpty();
        assertThat(empty.rows()).isEmpty();
        assertThat(empty.faults()).isEmpty();
    }

    private UploadedFile read(String text) {
        return reader.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
