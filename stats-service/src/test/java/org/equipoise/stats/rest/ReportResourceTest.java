package org.equipoise.stats.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.stats.rest.StatsApi.STUDY;
import static org.equipoise.stats.rest.StatsApi.as;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import org.equipoise.stats.Neighbourhood;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.testing.PostgresServer;
import org.equipoise.testing.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(PostgresServer.class)
@QuarkusTestResource(Neighbourhood.class)
class ReportResourceTest {

    Neighbourhood neighbours;

    @BeforeEach
    void publishThePlan() {
        neighbours.agreeOn(SimulatedTrial.of(60, 5, 7));
        StatsApi.publishPlan();
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, , text/html",
        "application/pdf, , application/pdf",
        "application/json, , application/json",
        "*/*, , text/html",
        "*/*, pdf, application/pdf",
        "text/html, json, application/json"
    })
    void aClosedReportComesInTheFormThatIsAskedFor(String accept, String format, String type) {
        assertThat(closed(accept, format).contentType()).startsWith(type);
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, , text/html",
        "application/pdf, , application/pdf",
        "*/*, , application/json",
        "*/*, pdf, application/pdf",
        "*/*, html, text/html"
    })
    void anOpenReportComesInTheFormThatIsAskedFor(String accept, String format, String type) {
        String query = format == null ? "" : "?format=" + format;
        Response answer = as("sponsor").accept(accept).get(STUDY + "/open-report" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith(type);
    }

    @Test
    void aFormatThatDoesNotExistIsRefusedWithTheOnesThatDo() {
        Response answer = closed("*/*", "docx");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("invalid-value");
        assertThat(answer.jsonPath().getString("fix")).contains("pdf");
    }

    @Test
    void thePdfIsKeptByNobodyOnTheWayAndItsNameTellsNothing() throws IOException {
        Response answer = closed("application/pdf", null);
        String analysis = analysis();
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"KET-TRD-01-report-" + analysis + ".pdf\"");
        try (PdfReader reader = new PdfReader(answer.asByteArray())) {
            String text = new PdfTextExtractor(reader).getTextFromPage(1);
            assertThat(text)
                    .contains("Confidential: closed session")
                    .contains(analysis)
                    .doesNotContain(SimulatedTrial.EXPERIMENTAL_CODE)
                    .doesNotContain(SimulatedTrial.EXPERIMENTAL_NAME);
        }
    }

    @Test
    void theSameAnalysisIsTheSamePdfWhenever() {
        assertThat(closed("application/pdf", null).asByteArray())
                .isEqualTo(closed("application/pdf", null).asByteArray());
    }

    private static String analysis() {
        return as("dmc-member")
                .get(STUDY + "/analyses?limit=200")
                .jsonPath()
                .getString("items.find { it.state == 'completed' }.run");
    }

    private static Response closed(String accept, String format) {
        if (analysis() == null) {
            StatsApi.run(1);
        }
        String query = format == null ? "" : "?format=" + format;
        return as("dmc-member").accept(accept).get(STUDY + "/analyses/" + analysis() + "/report" + query);
    }
}
