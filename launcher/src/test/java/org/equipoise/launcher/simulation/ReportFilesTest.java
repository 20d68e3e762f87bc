package org.equipoise.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.equipoise.launcher.client.CallRefusedException;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    private static final LookResult LOOK = new LookResult(2, "a1", 104, 2.9, 2.5, "stop-efficacy", "report");

    @TempDir
    Path folder;

    private HttpServer server;
    private boolean closedIsRefused;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Says in each document who asked for what, as which type. */
    private void answer(HttpExchange exchange) throws IOException {
        boolean refused = closedIsRefused && exchange.getRequestURI().getPath().contains("analyses");
        String accepted = exchange.getRequestHeaders().getFirst("Accept");
        String text = exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestURI().getPath() + " " + accepted.substring(0, accepted.indexOf(','));
        byte[] bytes = (refused ? "{\"code\":\"permission-missing\"}" : text).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", refused ? "application/problem+json" : "application/pdf");
        exchange.sendResponseHeaders(refused ? 403 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private List<String> store() {
        EquipoiseClient client = EquipoiseClient.at(
                URI.create("http://localhost:" + server.getAddress().getPort()), user -> "token-of-" + user);
        Study study = Study.load(Path.of("../studies/ket-trd-01"));
        return new ReportFiles(client, study, folder.resolve("documents")).store(LOOK);
    }

    @Test
    void theOpenReportIsTheSponsorsAndTheClosedOneTheCommittees() {
        List<String> lines = store();

        Path open = folder.resolve("documents/KET-TRD-01-look-2-open.pdf");
        Path closed = folder.resolve("documents/KET-TRD-01-look-2-closed-confidential.pdf");
        assertThat(lines).containsExactly("Open report: " + open, "Closed report: " + closed);
        assertThat(open)
                .hasContent("Bearer token-of-" + Staff.inStudy("sponsor")
                        + " /api/stats/studies/KET-TRD-01/open-report application/pdf");
        assertThat(closed)
                .hasContent("Bearer token-of-" + Staff.inStudy("dmc-member")
                        + " /api/stats/studies/KET-TRD-01/analyses/a1/report application/pdf");
    }

    @Test
    void aReportThatIsRefusedLeavesNoFile() {
        closedIsRefused = true;

        assertThatExceptionOfType(CallRefusedException.class).isThrownBy(this::store);
        assertThat(folder.resolve("documents/KET-TRD-01-look-2-closed-confidential.pdf"))
                .doesNotExist();
    }
}
