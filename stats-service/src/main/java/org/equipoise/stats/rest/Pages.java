package org.equipoise.stats.rest;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.equipoise.stats.application.ClosedResult;

/** Reports as pages without scripts: the policy lets nothing in but the one style sheet that is part of the page. */
final class Pages {

    private static final String STYLE = style();
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private Pages() {}

    static Response closed(ClosedResult result) {
        return page(Templates.closedReport(ClosedReportView.of(result), BoundaryPlot.of(result), STYLE));
    }

    static Response open(OpenReportView report) {
        return page(Templates.openReport(report, STYLE));
    }

    private static Response page(TemplateInstance template) {
        return Response.ok(template.render(), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private static String style() {
        try (InputStream sheet = Pages.class.getResourceAsStream("/report.css")) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @CheckedTemplate(basePath = "")
    static class Templates {

        static native TemplateInstance closedReport(ClosedReportView report, BoundaryPlot plot, String style);

        static native TemplateInstance openReport(OpenReportView report, String style);
    }
}
