package org.equipoise.platform.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.equipoise.platform.problem.ProblemDetail;

/** Says in each service's OpenAPI description what all operations have in common: parameters of the same name, refusals, and problems. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CommonDescriptions implements OASFilter {

    private static final String PROBLEM = "Problem";

    private static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("study", "The study's id, such as KET-TRD-01"),
            Map.entry("site", "The site's id, such as 01"),
            Map.entry("subject", "The subject: site and number, such as 01-001"),
            Map.entry("event", "The event, as the schedule calls it"),
            Map.entry("form", "The form, as the study calls it"),
            Map.entry("item", "The item, as the form calls it"),
            Map.entry("repeat", "Which repeat of the form, from 1"),
            Map.entry("version", "The version that was published"),
            Map.entry("query", "The query's id"),
            Map.entry("alert", "The alert's id"),
            Map.entry("deviation", "The deviation's id"),
            Map.entry("snapshot", "The snapshot's id"),
            Map.entry("mapping", "The mapping's id, such as CENTRAL-LAB"),
            Map.entry("analysis", "The analysis's id"),
            Map.entry("meeting", "The meeting's id"),
            Map.entry("shipment", "The shipment's id"),
            Map.entry("depot", "The depot's id"),
            Map.entry("kit", "The kit's number"),
            Map.entry("dose", "The dose, for example the event in which it is given, such as D2_INFUSION"),
            Map.entry("codeBreak", "The code break's id"),
            Map.entry("notice", "The notice's id"),
            Map.entry("message", "The message's id"),
            Map.entry("unblinding", "The request's id"),
            Map.entry("asOf", "What was saved later is left out: an instant, such as 2026-03-02T09:00:00Z"),
            Map.entry("from", "Where to begin"),
            Map.entry("to", "Where to end"),
            Map.entry("status", "Only those of this status"),
            Map.entry("state", "Only those in this state"),
            Map.entry("identifier", "The identifier that the caller chose"),
            Map.entry("after", "`next` of the page before; absent for the first page"),
            Map.entry("limit", "How many at most, up to 200"),
            Map.entry(
                    IdempotencyKey.HEADER,
                    "The caller's name for this request: the same request under the same key has one effect"),
            Map.entry("If-Match", "The ETag of the revision that is changed"),
            Map.entry("If-None-Match", "`*`: only if there is nothing yet"),
            Map.entry("Last-Event-ID", "The id of the event that was received last"));

    /** What a parameter of a name means wherever it is not said otherwise. */
    public static Optional<String> of(String parameter) {
        return Optional.ofNullable(PARAMETERS.get(parameter));
    }

    @Override
    public Parameter filterParameter(Parameter parameter) {
        if (parameter.getDescription() == null && parameter.getName() != null) {
            of(parameter.getName()).ifPresent(parameter::setDescription);
        }
        return parameter;
    }

    /**
     * What the form of an operation tells about it.
     *
     * @param path names of its path parameters
     * @param others names of its query parameters and headers
     * @param body whether it takes a body
     */
    public record Shape(Set<String> path, Set<String> others, boolean body) {}

    /** The refusals, by status, that every operation of a shape can answer; an operation may say more about them. */
    public static Map<String, String> refusals(Shape shape) {
        Map<String, String> refusals = new LinkedHashMap<>();
        if (shape.body() || !shape.others().isEmpty()) {
            refusals.put(
                    "400",
                    shape.body()
                            ? "`malformed-json`, `invalid-value`: the body or a parameter is not what the operation"
                                    + " takes"
                            : "`invalid-value`: a parameter is not acceptable");
        }
        refusals.put("401", "`unauthenticated`: a valid access token is needed");
        if (shape.path().contains("study")) {
            refusals.put(
                    "403",
                    "`permission-missing`, `conflicting-roles`: you have a role in the study that does not include"
                            + " this, or roles that contradict each other");
        }
        if (!shape.path().isEmpty()) {
            refusals.put("404", "`not-found`: there is nothing here, or not for you");
        }
        if (shape.others().contains("If-Match")) {
            refusals.put("409", "`revision-conflict`: somebody saved before you");
            refusals.put("428", "`precondition-required`: say which revision you change");
        }
        if (shape.others().contains(IdempotencyKey.HEADER)) {
            refusals.put("422", "`key-reused`: the key came with another request before");
        }
        return refusals;
    }

    private static Shape shape(Operation operation) {
        Set<String> path = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (Parameter parameter :
                Optional.ofNullable(operation.getParameters()).orElse(List.of())) {
            (parameter.getIn() == Parameter.In.PATH ? path : others).add(parameter.getName());
        }
        return new Shape(path, others, operation.getRequestBody() != null);
    }

    @Override
    public Operation filterOperation(Operation operation) {
        refusals(shape(operation)).forEach((status, description) -> {
            if (!operation.getResponses().hasAPIResponse(status)) {
                operation
                        .getResponses()
                        .addAPIResponse(status, OASFactory.createAPIResponse().description(description));
            }
        });
        operation.getResponses().getAPIResponses().forEach((code, response) -> {
            if (code.matches("[45]..")) {
                problem(response);
            }
        });
        return operation;
    }

    private static void problem(APIResponse response) {
        if (response.getContent() == null) {
            Schema schema = OASFactory.createSchema().ref(PROBLEM);
            response.setContent(OASFactory.createContent()
                    .addMediaType(
                            ProblemDetail.MEDIA_TYPE,
                            OASFactory.createMediaType().schema(schema)));
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        Schema problem = OASFactory.createSchema()
                .description("A problem (RFC 9457): what was wrong, with the value, and what to do")
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("type", text("An address that names the kind of problem"))
                .addProperty("title", text("The kind of problem in words"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .description("The status code of the answer"))
                .addProperty("detail", text("What was wrong, with the value"))
                .addProperty("code", text("The kind of problem as a code, such as `invalid-value`"))
                .addProperty("fix", text("What to do"))
                .addProperty("instance", text("The request, by which operators find it in the log"));
        problem.setRequired(List.of("type", "title", "status", "detail", "code", "fix", "instance"));
        api.getComponents().addSchema(PROBLEM, problem);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
