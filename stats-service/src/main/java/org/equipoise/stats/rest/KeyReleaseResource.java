package org.equipoise.stats.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.stats.application.ArmKey;
import org.equipoise.stats.application.KeyRelease;
import org.equipoise.stats.application.PageOf;
import org.equipoise.stats.application.ReleaseArmKey;

@Path("/studies/{study}")
@Tag(name = "Key of A and B", description = "Kept apart from the results, and released by the charter alone")
public class KeyReleaseResource {

    private final ReleaseArmKey releaseArmKey;
    private final Caller caller;

    KeyReleaseResource(ReleaseArmKey releaseArmKey, Caller caller) {
        this.releaseArmKey = releaseArmKey;
        this.caller = caller;
    }

    @POST
    @Path("/analyses/{analysis}/key-releases")
    @Requires(Permission.CLOSED_ANALYSIS_READ)
    @Operation(
            summary = "Learn which arm is behind which label",
            description = "For whom the charter names as holder of the key; takes a reason and a sign-in not older than"
                    + " 60 s. The register is written first. The same Idempotency-Key with the same request gives the"
                    + " key again and leaves a further entry.")
    @APIResponse(
            responseCode = "201",
            description = "The arms behind A and B, for you alone; never stored by a browser",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Key.class)))
    @APIResponse(
            responseCode = "403",
            description = "`permission-missing`: the charter does not name you, whatever exists; `sign-in-too-old`")
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such result, or not for you")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public Response release(
            @PathParam("study") String study,
            @PathParam("analysis") UUID analysis,
            @HeaderParam(IdempotencyKey.HEADER) String idempotencyKey,
            @NotNull @Valid Asking asking) {
        ReleaseArmKey.Disclosure disclosure = releaseArmKey.release(
                study,
                analysis,
                asking.reason().strip(),
                IdempotencyKey.parse(idempotencyKey),
                CommitteePeople.of(caller, study));
        return Response.status(Response.Status.CREATED)
                .entity(new Key(
                        disclosure.release().release(),
                        disclosure.key().a(),
                        disclosure.key().b()))
                .build();
    }

    @GET
    @Path("/key-releases")
    @Requires(Permission.UNBLINDING_REGISTER_READ)
    @Operation(
            summary = "List who was told the key of A and B",
            description = "Oldest first: who, when and why, and for which analysis; never the key.")
    @APIResponse(responseCode = "200", description = "A page of the register")
    public Page register(
            @PathParam("study") String study,
            @Parameter(description = "The entry to continue after") @QueryParam("after") UUID after,
            @Parameter(description = "At most so many, up to 200")
                    @QueryParam("limit")
                    @DefaultValue("50")
                    @Min(1)
                    @Max(200)
                    int limit) {
        PageOf<KeyRelease> found = releaseArmKey.register(study, Optional.ofNullable(after), limit);
        return new Page(
                found.items().stream().map(Entry::of).toList(), found.next().orElse(null));
    }

    @Schema(name = "AskForKey")
    record Asking(
            @Schema(description = "Why you need to know; for the register") @NotBlank @Size(max = 2000)
            String reason) {}

    @Schema(name = "ArmKey")
    record Key(
            @Schema(description = "Name of the entry in the register")
            UUID release,

            @Schema(description = "The arm behind A") @JsonProperty("A")
            ArmKey.Arm a,

            @Schema(description = "The arm behind B") @JsonProperty("B")
            ArmKey.Arm b) {

        @Override
        public String toString() {
            return "Key[" + release + "]";
        }
    }

    @Schema(name = "KeyReleasePage")
    record Page(
            @Schema(description = "Entries, oldest first") List<Entry> items,

            @Schema(description = "The entry to continue after; absent at the end")
            UUID next) {}

    @Schema(name = "KeyRelease")
    record Entry(
            @Schema(description = "Name of the entry") UUID release,

            @Schema(description = "The analysis whose labels were opened")
            UUID analysis,

            @Schema(description = "Who") String by,
            @Schema(description = "When") Instant at,

            @Schema(description = "When the person had proved who they are")
            Instant signedInAt,

            @Schema(description = "Why, in their words") String reason,

            @Schema(description = "The entry whose request was sent again; absent if it was not")
            UUID repeats) {

        static Entry of(KeyRelease release) {
            return new Entry(
                    release.release(),
                    release.analysis(),
                    release.by(),
                    release.at(),
                    release.signedInAt(),
                    release.reason(),
                    release.repeats().orElse(null));
        }
    }
}
