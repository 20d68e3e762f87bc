package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.application.CompiledStudy;
import org.equipoise.ecrf.application.PublishStudy;
import org.equipoise.ecrf.application.Studies;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.HiddenItems;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.platform.security.Role;
import org.equipoise.platform.security.SignedIn;
import org.equipoise.platform.security.SiteScope;

@Path("/studies")
public class StudiesResource {
    private final Studies studies;
    private final PublishStudy publishStudy;
    private final Caller caller;
    private final Actors actors;
    private final ObjectMapper json;

    public StudiesResource(
            Studies studies, PublishStudy publishStudy, Caller caller, Actors actors, ObjectMapper json) {
        this.studies = studies;
        this.publishStudy = publishStudy;
        this.caller = caller;
        this.actors = actors;
        this.json = json;
    }

    public record OwnStudy(
            @Schema(description = "The study") String study,
            @Schema(description = "What people call it") String shortTitle,

            @Schema(description = "The version in force: the one that was published last")
            String version,

            @Schema(description = "Your roles in it") List<String> roles,

            @Schema(description = "Your sites, over all of your roles; absent if one of them holds in the whole study")
            Set<String> sites) {}

    public record Published(
            @Schema(description = "The study") String study,
            @Schema(description = "The published version") String version,

            @Schema(description = "SHA-256 of the definition's canonical JSON")
            String contentHash) {}

    public record SiteResponse(
            @Schema(description = "The site") String id,

            @Schema(description = "The name that people know")
            String name,

            @Schema(description = "Its time zone, such as Europe/Berlin")
            String zone) {}

    public record FormSummary(
            @Schema(description = "The form") String id,

            @Schema(description = "The name that people know")
            String name,

            @Schema(
                    description =
                            "Who may see it goes by this: `general`, `efficacy`, `dose-day`, `safety` or `pharmacy`")
            String category) {}

    /** A reason for a missing value, and what people read. */
    public record MissingReasonResponse(
            @Schema(description = "What is sent and stored instead of a value")
            String code,

            @Schema(description = "What people read") String label) {}

    public record StudyResponse(
            @Schema(description = "The study") String study,
            @Schema(description = "What people call it") String shortTitle,

            @Schema(description = "The version in force: the one that was published last")
            String version,

            @Schema(description = "SHA-256 of that version's canonical JSON")
            String contentHash,

            @Schema(description = "All sites of the study") List<SiteResponse> sites,

            @Schema(description = "The reasons that may be given instead of a value")
            List<MissingReasonResponse> missingReasons,

            @Schema(description = "The events of the schedule, as the definition has them")
            JsonNode events,

            @Schema(description = "All forms; their items are read one form at a time")
            List<FormSummary> forms) {}

    @GET
    @SignedIn
    @Operation(
            summary = "List the studies in which you have a role",
            description = "Needs no more than a valid sign-in. Studies of which no version was published are left out.")
    @APIResponse(responseCode = "200", description = "Your studies with your roles and sites; none if you have no role")
    public List<OwnStudy> own() {
        return caller.grants().byStudy().entrySet().stream()
                .flatMap(grant -> studies.find(grant.getKey()).map(study -> own(study, grant.getValue())).stream())
                .toList();
    }

    @PUT
    @Path("/{study}/versions/{version}")
    @Requires(Permission.STUDY_PUBLISH)
    @Operation(
            summary = "Publish a version of a study",
            description = "The body is the whole definition. All of it is checked first, also that no form becomes"
                    + " visible to people who could not see it under an earlier version. A published version"
                    + " never changes. It is in force at once for new subjects; those in the study follow it"
                    + " when they are moved.")
    @APIResponse(
            responseCode = "200",
            description = "The same definition was published as this version before",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Published.class)))
    @APIResponse(
            responseCode = "201",
            description = "Published, and in force",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Published.class)))
    @APIResponse(responseCode = "400", description = "`invalid-value`: the body is no JSON object")
    @APIResponse(
            responseCode = "409",
            description = "`version-exists`: this version was published with other content; `state-conflict`: another"
                    + " version (`version`) was published at the same time, and this one was not")
    @APIResponse(
            responseCode = "422",
            description = "`invalid-definition`: `errors` names file, path, value and what is expected, of each error")
    public Response publish(
            @PathParam("study") String study, @PathParam("version") String version, JsonNode definition) {
        if (definition == null || !definition.isObject()) {
            throw Parameters.invalid("The body is no object.", "Send the study definition as a JSON object.");
        }
        PublishStudy.Publication publication =
                publishStudy.publish(study, version, CanonicalJson.of(definition), actors.author());
        Published published = new Published(study, version, publication.study().contentHash());
        return Response.status(publication.created() ? 201 : 200)
                .entity(published)
                .build();
    }

    @GET
    @Path("/{study}")
    @Requires(Permission.STUDY_READ)
    @Operation(
            summary = "Read a study",
            description =
                    "Sites, schedule, reasons for missing values and a list of the forms, by the version in force.")
    @APIResponse(responseCode = "200", description = "The study")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public StudyResponse read(@PathParam("study") String study) {
        CompiledStudy current = studies.current(study);
        return new StudyResponse(
                study,
                current.definition().shortTitle(),
                current.definition().version(),
                current.published().contentHash(),
                current.definition().sites().stream()
                        .map(site -> new SiteResponse(
                                site.id(), site.name(), site.zone().getId()))
                        .toList(),
                current.definition().missingReasons().entries().stream()
                        .map(reason -> new MissingReasonResponse(reason.code(), reason.label()))
                        .toList(),
                tree(current).path("schedule").path("events"),
                current.definition().forms().stream()
                        .map(form -> new FormSummary(
                                form.id(), form.name(), form.category().code()))
                        .toList());
    }

    @GET
    @Path("/{study}/forms/{form}")
    @Requires(Permission.STUDY_READ)
    @Operation(
            summary = "Read the definition of a form",
            description = "Groups, items, units, ranges and checks as they were published; of the version in force,"
                    + " or of the one that `version` names. Of a form that you may read, without the items that you"
                    + " may see at no site.")
    @APIResponse(responseCode = "200", description = "The form's definition")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study has no such version, or the version no such form")
    public JsonNode form(
            @PathParam("study") String study, @PathParam("form") String form, @QueryParam("version") String version) {
        CompiledStudy wanted = version == null ? studies.current(study) : studies.version(study, version);
        JsonNode forms = tree(wanted).path("forms");
        JsonNode found = StreamSupport.stream(forms.spliterator(), false)
                .filter(candidate -> candidate.path("form").asText().equals(form))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        hidden(actors.with(Permission.STUDY_READ, study), wanted.definition(), form)
                .ifPresent(items -> leaveOut(found, items));
        return found;
    }

    /** Who reads the form somewhere, but nowhere an item of it, has nothing to fill in or to look at there. */
    private Optional<HiddenItems> hidden(Actor reader, StudyDefinition definition, String form) {
        boolean isReader = definition.categoriesOf(form).stream().anyMatch(category -> reads(reader, category));
        return Optional.of(studies.itemCategories(definition.study()).hidden(form, category -> reads(reader, category)))
                .filter(items -> isReader && !items.isEmpty());
    }

    private static boolean reads(Actor reader, FormCategory category) {
        return Optional.ofNullable(reader.reads().get(category))
                .filter(sites -> !sites.isEmpty())
                .isPresent();
    }

    private static void leaveOut(JsonNode form, HiddenItems hidden) {
        for (JsonNode group : form.path("itemGroups")) {
            removeIf(group.path("items"), item -> hidden.hides(item.path("id").asText()));
        }
        removeIf(form.path("itemGroups"), group -> group.path("items").isEmpty());
    }

    private static void removeIf(JsonNode list, Predicate<JsonNode> leaves) {
        for (Iterator<JsonNode> each = list.iterator(); each.hasNext(); ) {
            if (leaves.test(each.next())) {
                each.remove();
            }
        }
    }

    private static OwnStudy own(CompiledStudy study, Map<Role, SiteScope> grants) {
        SiteScope sites = grants.values().stream().reduce(SiteScope.none(), SiteScope::union);
        return new OwnStudy(
                study.definition().study(),
                study.definition().shortTitle(),
                study.definition().version(),
                grants.keySet().stream().map(Role::id).toList(),
                sites.wholeStudy() ? null : sites.sites());
    }

    private JsonNode tree(CompiledStudy study) {
        try {
            return json.readTree(study.published().json());
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(
                    "The published version " + study.published().version() + " is not JSON", broken);
        }
    }
}
