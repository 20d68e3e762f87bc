package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.RequestId;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.OwnAuthentication;
import org.equipoise.randomizer.application.ExternalAccount;
import org.equipoise.randomizer.application.RandomizeExternally;
import org.equipoise.randomizer.application.RandomizeExternally.Code;
import org.equipoise.randomizer.application.SignInExternalAccount;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/external")
@Tag(name = "External randomization")
public class ExternalResource {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    private static final int LONGEST = 100;

    private final SignInExternalAccount signIn;
    private final RandomizeExternally randomize;

    ExternalResource(SignInExternalAccount signIn, RandomizeExternally randomize) {
        this.signIn = signIn;
        this.randomize = randomize;
    }

    /** A site of the plan. */
    public record Site(
            @Schema(description = "The site") String siteIdentifier,
            @Schema(description = "The name") String name) {}

    @GET
    @Path("randomisation")
    @OwnAuthentication
    @Operation(
            summary = "Look up a subject's randomization (external contract)",
            description = "HTTP Basic authentication of a service account, which belongs to one study. `code` is the "
                    + "randomization number or the kit, never the arm. Through the gateway: `/api/randomisation`.")
    @APIResponse(responseCode = "200", description = "Randomized")
    @APIResponse(responseCode = "401", description = "`unauthenticated`")
    @APIResponse(responseCode = "404", description = "`not-found`: not randomized yet")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: too many wrong passwords")
    public Uni<Code> randomisation(
            @HeaderParam("Authorization") String authorization,
            @RestQuery String identifier,
            HttpServerRequest request) {
        return account(authorization, request)
                .flatMap(account -> randomize.find(account, identifier("identifier", identifier)));
    }

    @POST
    @Path("sites")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @OwnAuthentication
    @Operation(
            summary = "Name a site (external contract)",
            description =
                    "Form fields `siteIdentifier` and `name`. Sites come from the plan: a known one is confirmed, "
                            + "and an unknown one refused. Through the gateway: `/api/sites`.")
    @APIResponse(responseCode = "200", description = "A site of the plan")
    @APIResponse(responseCode = "422", description = "`stratum-unknown`: not a site of the plan")
    public Uni<Site> sites(
            @HeaderParam("Authorization") String authorization,
            MultivaluedMap<String, String> form,
            HttpServerRequest request) {
        return account(authorization, request).flatMap(account -> {
            String site = identifier("siteIdentifier", form.getFirst("siteIdentifier"));
            return randomize.site(account, site).map(known -> new Site(site, text(form, "name")));
        });
    }

    @POST
    @Path("randomise")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @OwnAuthentication
    @Operation(
            summary = "Randomize a subject (external contract)",
            description =
                    "Form fields `identifier`, `siteIdentifier`, `user`, and `question1` to `question<n>` with the"
                            + " levels of the plan's factors in its order, without the site. Once for an identifier,"
                            + " however often it is sent. Only for plans whose eligibility is external. Through the"
                            + " gateway: `/api/randomise`.")
    @APIResponse(responseCode = "200", description = "Randomized, now or before")
    @APIResponse(responseCode = "400", description = "`invalid-value`: a field is missing or too much")
    @APIResponse(responseCode = "409", description = "`state-conflict`, `list-exhausted`, `plan-not-active`")
    @APIResponse(responseCode = "422", description = "`stratum-unknown`: an answer is not a level of its factor")
    public Uni<Code> randomise(
            @HeaderParam("Authorization") String authorization,
            MultivaluedMap<String, String> form,
            HttpServerRequest request) {
        return account(authorization, request)
                .flatMap(account -> randomize.randomise(
                        account,
                        new RandomizeExternally.Request(
                                identifier("identifier", form.getFirst("identifier")),
                                identifier("siteIdentifier", form.getFirst("siteIdentifier")),
                                text(form, "user"),
                                answers(form)),
                        RequestId.current()));
    }

    private Uni<ExternalAccount> account(String authorization, HttpServerRequest request) {
        String address = Optional.ofNullable(request.getHeader("X-Forwarded-For"))
                .orElseGet(() -> request.remoteAddress().hostAddress());
        return signIn.signIn(authorization, address);
    }

    private static List<String> answers(MultivaluedMap<String, String> form) {
        List<String> answers = new ArrayList<>();
        for (int i = 1; form.containsKey("question" + i); i++) {
            answers.add(text(form, "question" + i));
        }
        long questions = form.keySet().stream()
                .filter(field -> field.matches("question\\d+"))
                .count();
        if (questions != answers.size()) {
            throw refusal("The questions are not numbered from 1 without a gap.", "Send question1, question2, …");
        }
        return answers;
    }

    private static String identifier(String field, String value) {
        if (value == null || !IDENTIFIER.matcher(value).matches()) {
            throw refusal(
                    "'" + field + "' is " + (value == null ? "missing." : "not an identifier: " + value),
                    "Use 1 to 40 letters, digits, points, hyphens or underscores.");
        }
        return value;
    }

    private static String text(MultivaluedMap<String, String> form, String field) {
        String value = Optional.ofNullable(form.getFirst(field)).orElse("").strip();
        if (value.length() > LONGEST) {
            throw refusal("'" + field + "' has more than " + LONGEST + " characters.", "Send less.");
        }
        return value;
    }

    private static Refusal refusal(String detail, String fix) {
        return Refusal.of(ProblemType.INVALID_VALUE, detail).fix(fix).with("error", detail);
    }
}
