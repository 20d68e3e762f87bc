package org.equipoise.ecrf.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.CompiledStudy;
import org.equipoise.ecrf.application.PublishStudy;
import org.equipoise.ecrf.application.Studies;
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

    public record OwnStudy(String study, String shortTitle, String version, List<String> roles, Set<String> sites) {}

    public record Published(String study, String version, String contentHash) {}

    public record SiteResponse(String id, String name, String zone) {}

    public record FormSummary(String id, String name, String category) {}

    /** A reason for a missing value, and what people read. */
    public record MissingReasonResponse(String code, String label) {}

    public record StudyResponse(
            String study,
            String shortTitle,
            String version,
            String contentHash,
            List<SiteResponse> sites,

            @Schema(description = "The reasons that may be given instead of a value")
            List<MissingReasonResponse> missingReasons,

            JsonNode events,
            List<FormSummary> forms) {}

    @GET
    @SignedIn
    public List<OwnStudy> own() {
        return caller.grants().byStudy().entrySet().stream()
                .flatMap(grant -> studies.find(grant.getKey()).map(study -> own(study, grant.getValue())).stream())
                .toList();
    }

    @PUT
    @Path("/{study}/versions/{version}")
    @Requires(Permission.STUDY_PUBLISH)
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
    public JsonNode form(
            @PathParam("study") String study, @PathParam("form") String form, @QueryParam("version") String version) {
        CompiledStudy wanted = version == null ? studies.current(study) : studies.version(study, version);
        JsonNode forms = tree(wanted).path("forms");
        return StreamSupport.stream(forms.spliterator(), false)
                .filter(candidate -> candidate.path("form").asText().equals(form))
                .findFirst()
                .orElseThrow(Refusal::notFound);
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
