package org.equipoise.randomizer.rest;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.randomizer.application.BreakCode;
import org.equipoise.randomizer.application.BreakCode.Disclosure;
import org.equipoise.randomizer.application.CodeBreak;
import org.equipoise.randomizer.application.ConfirmCodeBreak;
import org.equipoise.randomizer.application.Page;
import org.equipoise.randomizer.application.ReadCodeBreaks;
import org.equipoise.randomizer.application.UniqueRequest;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/studies/{study}")
@Tag(name = "Code breaks")
public class CodeBreaksResource {

    private final BreakCode breakCode;
    private final ConfirmCodeBreak confirm;
    private final ReadCodeBreaks read;
    private final Caller caller;

    CodeBreaksResource(BreakCode breakCode, ConfirmCodeBreak confirm, ReadCodeBreaks read, Caller caller) {
        this.breakCode = breakCode;
        this.confirm = confirm;
        this.read = read;
        this.caller = caller;
    }

    /** Why the code is broken. */
    public record BreakRequest(
            @NotNull
            @Schema(
                    description = "Why, in a word",
                    enumeration = {
                        "medical-emergency",
                        "overdose",
                        "pregnancy",
                        "accidental-exposure",
                        "regulatory-report",
                        "other"
                    })
            String category,

            @NotBlank @Size(max = 2000) @Schema(description = "Why, in your words; names of treatments are struck out")
            String reason,

            @Size(max = 10)
            @Schema(description = "Who else will be told the arm, as far as you know; nobody if left out")
            List<@NotBlank @Size(max = 100) String> alsoTold) {}

    /** The arm, for whoever broke the code alone. */
    public record Answer(
            @Schema(description = "Identifier of this code break")
            String codeBreak,

            @Schema(description = "The study") String study,
            @Schema(description = "The subject") String subject,
            @Schema(description = "The code of the arm") Arm arm,

            @Schema(description = "When the code was broken")
            Instant brokenAt,

            @Schema(description = "Who goes on knowing nothing: please keep it so")
            String staysBlinded) {

        private static Answer of(Disclosure disclosure) {
            CodeBreak made = disclosure.codeBreak();
            return new Answer(
                    made.codeBreak(),
                    made.study(),
                    made.subject(),
                    new Arm(disclosure.armCode(), disclosure.armName()),
                    made.brokenAt(),
                    made.staysBlinded());
        }

        @Override
        public String toString() {
            return "Answer[" + codeBreak + "]";
        }
    }

    /** A treatment. */
    public record Arm(
            @Schema(description = "The code") String code,
            @Schema(description = "The name") String name) {}

    /** What the second person says. */
    public record ConfirmationRequest(
            @NotBlank @Size(max = 2000) @Schema(description = "Your remark; names of treatments are struck out")
            String remark) {}

    @POST
    @Path("subjects/{subject}/code-breaks")
    @Requires(Permission.CODE_BREAK)
    @Operation(
            summary = "Break one subject's code in an emergency",
            description = "Answers the arm at once, to you alone. Record and register are written first. Takes a "
                    + "sign-in not older than 60 s. The same Idempotency-Key with the same request gives the same "
                    + "answer and leaves one more entry in the register.")
    @APIResponse(responseCode = "201", description = "The arm; tell nobody who need not know")
    @APIResponse(responseCode = "403", description = "`sign-in-too-old`: sign in again and repeat the request")
    @APIResponse(responseCode = "404", description = "`not-found`: not randomized, or outside your sites")
    @APIResponse(responseCode = "422", description = "`key-reused`")
    public Uni<RestResponse<Answer>> breakCode(
            @RestPath String study,
            @RestPath String subject,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @NotNull @Valid BreakRequest request) {
        return breakCode
                .breakCode(
                        new BreakCode.Command(
                                study,
                                subject,
                                request.category(),
                                request.reason(),
                                Optional.ofNullable(request.alsoTold()).orElse(List.of()),
                                caller.sites(Permission.CODE_BREAK, study),
                                caller.authenticatedAt(),
                                unique(key, "/studies/" + study + "/subjects/" + subject + "/code-breaks", request)),
                        Actors.of(caller))
                .map(disclosure -> RestResponse.status(RestResponse.Status.CREATED, Answer.of(disclosure)));
    }

    @POST
    @Path("code-breaks/{codeBreak}/confirmation")
    @Requires(Permission.CODE_BREAK_CONFIRM)
    @Operation(
            summary = "Confirm a code break as a second person",
            description = "Says that you know of it and that it was in order. It never shows the arm, and whoever "
                    + "made the break cannot confirm it.")
    @APIResponse(responseCode = "201", description = "Confirmed, by this request or an earlier one with the same key")
    @APIResponse(responseCode = "409", description = "`state-conflict`: your own break, or confirmed already")
    public Uni<RestResponse<CodeBreak>> confirm(
            @RestPath String study,
            @RestPath String codeBreak,
            @RestHeader(IdempotencyKey.HEADER) String key,
            @NotNull @Valid ConfirmationRequest request) {
        return confirm.confirm(
                        new ConfirmCodeBreak.Command(
                                study,
                                codeBreak,
                                request.remark(),
                                caller.sites(Permission.CODE_BREAK_CONFIRM, study),
                                unique(key, "/studies/" + study + "/code-breaks/" + codeBreak, request)),
                        Actors.of(caller))
                .map(confirmed -> RestResponse.status(RestResponse.Status.CREATED, confirmed));
    }

    @GET
    @Path("code-breaks")
    @Requires(Permission.CODE_BREAK_READ)
    @Operation(
            summary = "List code breaks at your sites",
            description = "Oldest first, without arms: who, when, why, how long unconfirmed, and whether the messages "
                    + "about it went out.")
    @APIResponse(responseCode = "200", description = "The code breaks, oldest first")
    public Uni<Page<CodeBreak>> page(
            @RestPath String study,
            @RestQuery String after,
            @RestQuery @DefaultValue(Requests.DEFAULT_LIMIT) String limit) {
        return read.page(
                study,
                caller.sites(Permission.CODE_BREAK_READ, study),
                Optional.ofNullable(after),
                Requests.limit(limit));
    }

    /** A key is its sender's own: another person who sends it gets no replayed arm. */
    private UniqueRequest unique(String key, String path, Object body) {
        return Requests.unique(key, path, Map.of("by", caller.id(), "request", body));
    }
}
