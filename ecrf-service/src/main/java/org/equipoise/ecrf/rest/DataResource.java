package org.equipoise.ecrf.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.application.ReadAnalysisData;
import org.equipoise.ecrf.application.ReadEnrolment;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

/** Data of all subjects together, as of a cut. */
@Path("/studies/{study}")
public class DataResource {
    private final ReadAnalysisData readAnalysisData;
    private final ReadEnrolment readEnrolment;

    public DataResource(ReadAnalysisData readAnalysisData, ReadEnrolment readEnrolment) {
        this.readAnalysisData = readAnalysisData;
        this.readEnrolment = readEnrolment;
    }

    public record ValueResponse(
            @Schema(description = "The event at which the form was entered")
            String event,

            @Schema(description = "Which repeat of the form, from 1")
            int repeat,

            @Schema(description = "When the observation was made")
            Instant occurredAt,

            @Schema(description = "The item's value at the cut, in the item's unit")
            Object value,

            @Schema(
                    description =
                            "Whether it was made in its window; absent where there is none, or its anchor is unknown, and false"
                                    + " at an event that the subject's version at the cut does not have")
            Boolean inWindow) {
        static ValueResponse of(ReadAnalysisData.Value value) {
            return new ValueResponse(
                    value.event(),
                    value.repeat(),
                    value.occurredAt(),
                    value.value(),
                    value.inWindow().orElse(null));
        }
    }

    public record SubjectDataResponse(
            @Schema(description = "The randomized subject") String subject,
            @Schema(description = "The subject's site") String site,

            @Schema(description = "When the subject was randomized")
            Instant randomizedAt,

            @Schema(description = "The levels under which the subject was randomized, by factor")
            Map<String, String> strata,

            @Schema(description = "The values of the item in the order of the schedule; missing ones are left out")
            List<ValueResponse> values) {
        static SubjectDataResponse of(ReadAnalysisData.SubjectData data) {
            return new SubjectDataResponse(
                    data.subject(),
                    data.site(),
                    data.randomizedAt(),
                    data.strata(),
                    data.values().stream().map(ValueResponse::of).toList());
        }
    }

    public record DataSetResponse(
            @Schema(description = "The study") String study,

            @Schema(description = "The cut: nothing that was saved later is in the data")
            Instant asOf,

            @Schema(description = "The version that was in force at the cut")
            String definitionVersion,

            @Schema(description = "Randomized subjects of this page, by identifier")
            List<SubjectDataResponse> items,

            @Schema(description = "The subject to send as `after` for the next page; absent at the end")
            String next,

            @Schema(description = "SHA-256 over the canonical JSON of all pages together, the same on each page")
            String contentHash) {
        static DataSetResponse of(ReadAnalysisData.DataSet data) {
            return new DataSetResponse(
                    data.study(),
                    data.asOf(),
                    data.definitionVersion(),
                    data.items().items().stream().map(SubjectDataResponse::of).toList(),
                    data.items().next().orElse(null),
                    data.contentHash());
        }
    }

    @GET
    @Path("/analysis-data")
    @Requires(Permission.ANALYSIS_DATA_READ)
    @Operation(
            summary = "Read the values of one item of all randomized subjects",
            description = "For services that analyse; without arms. `asOf` cuts the data: what was saved later is"
                    + " left out, so that the same cut gives the same data whatever is entered afterwards;"
                    + " without it, the cut is now. `form` and `item` are needed. Up to 200 subjects on a page:"
                    + " send the cut of the first page with each further one.")
    @APIResponse(responseCode = "200", description = "A page of subjects with their values, and the hash of all pages")
    @APIResponse(
            responseCode = "400",
            description = "`invalid-value`: `asOf` is no instant or still to come, the study has no such item, or"
                    + " `limit` is not from 1 to 200")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public DataSetResponse analysisData(
            @PathParam("study") String study,
            @QueryParam("asOf") String asOf,
            @QueryParam("form") @DefaultValue("") String form,
            @QueryParam("item") @DefaultValue("") String item,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("200") int limit) {
        Page page = Parameters.page(after, limit);
        return DataSetResponse.of(readAnalysisData.read(study, Parameters.instant("asOf", asOf), form, item, page));
    }

    @GET
    @Path("/enrolment")
    @Requires(Permission.ANALYSIS_DATA_READ)
    @Operation(
            summary = "Count subjects, forms and open queries",
            description = "For services that report; over all arms together, so that nothing tells an arm. `asOf`"
                    + " asks for the numbers at an earlier instant; without it, they are those of now.")
    @APIResponse(responseCode = "200", description = "The numbers of the study and of each site")
    @APIResponse(responseCode = "400", description = "`invalid-value`: `asOf` is no instant, or still to come")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public ReadEnrolment.Enrolment enrolment(@PathParam("study") String study, @QueryParam("asOf") String asOf) {
        return readEnrolment.read(study, Parameters.instant("asOf", asOf));
    }
}
