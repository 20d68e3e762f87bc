package org.equipoise.launcher.simulation;

import java.nio.file.Path;
import java.util.List;
import org.equipoise.launcher.client.EquipoiseClient;
import org.equipoise.launcher.client.Staff;
import org.equipoise.launcher.study.Study;

/** The reports of a look as a committee is handed them: the open one as the sponsor gets it, the closed one as a member does. */
final class ReportFiles {

    private static final String PDF = "application/pdf";

    private final EquipoiseClient client;
    private final Study study;
    private final Path folder;

    ReportFiles(EquipoiseClient client, Study study, Path folder) {
        this.client = client;
        this.study = study;
        this.folder = folder;
    }

    /** Stores both, and says where; a line each. */
    List<String> store(LookResult look) {
        String name = study.id() + "-look-" + look.look();
        Path open = folder.resolve(name + "-open.pdf");
        Path closed = folder.resolve(name + "-closed-confidential.pdf");
        client.download(Staff.inStudy("sponsor"), path("/open-report"), PDF, open);
        client.download(Staff.inStudy("dmc-member"), path("/analyses/" + look.analysis() + "/report"), PDF, closed);
        return List.of("Open report: " + open, "Closed report: " + closed);
    }

    private String path(String rest) {
        return "/api/stats/studies/" + study.id() + rest;
    }
}
