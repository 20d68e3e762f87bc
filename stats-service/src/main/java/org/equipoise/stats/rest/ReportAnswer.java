package org.equipoise.stats.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** The forms in which a report is answered: chosen by {@code format}, else by what the caller prefers. */
enum ReportAnswer {
    JSON(MediaType.APPLICATION_JSON_TYPE),
    HTML(MediaType.TEXT_HTML_TYPE),
    PDF(new MediaType("application", "pdf"));

    static final String PDF_TYPE = "application/pdf";
    static final String CHOICE = "json, html or pdf; without it the Accept header decides";

    private static final String PAGE_POLICY = "default-src 'none'; style-src 'sha256-" + hashOfStyle()
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    private static final String PDF_POLICY = "default-src 'none'; frame-ancestors 'self'";

    private final MediaType type;

    ReportAnswer(MediaType type) {
        this.type = type;
    }

    /**
     * @param usual what is answered to those who take anything
     * @throws Refusal {@code invalid-value} if the format is none of these
     */
    static ReportAnswer chosen(String format, Request request, ReportAnswer usual) {
        if (format != null) {
            return Arrays.stream(values())
                    .filter(answer -> answer.name().toLowerCase(Locale.ROOT).equals(format))
                    .findFirst()
                    .orElseThrow(() -> Refusal.of(
                                    ProblemType.INVALID_VALUE, "There is no report in the format '" + format + "'.")
                            .fix("Ask for format=html, format=pdf or format=json."));
        }
        List<ReportAnswer> offered = Arrays.stream(values())
                .sorted((one, other) -> Boolean.compare(other == usual, one == usual))
                .toList();
        Variant variant = request.selectVariant(offered.stream()
                .map(answer -> new Variant(answer.type, (Locale) null, null))
                .toList());
        return variant == null
                ? usual
                : offered.stream()
                        .filter(answer -> answer.type.isCompatible(variant.getMediaType()))
                        .findFirst()
                        .orElse(usual);
    }

    static Response page(byte[] content) {
        return Response.ok(content, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", PAGE_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    /** A document to keep, under a name that tells nothing of what is in it. */
    static Response pdf(byte[] content, String name) {
        return Response.ok(content, PDF_TYPE)
                .header("Content-Disposition", "attachment; filename=\"" + name + ".pdf\"")
                .header("Content-Security-Policy", PDF_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private static String hashOfStyle() {
        try (InputStream sheet = ReportAnswer.class.getResourceAsStream("/report.css")) {
            String style = new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
