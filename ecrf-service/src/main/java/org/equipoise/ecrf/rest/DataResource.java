package org.equipoise.ecrf.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    public record ValueResponse(String event, int repeat, Instant occurredAt, Object value, Boolean inWindow) {
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
            String subject, String site, Instant randomizedAt, Map<String, String> strata, List<ValueResponse> values) {
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
            String study,
            Instant asOf,
            String definitionVersion,
            List<SubjectDataResponse> items,
            String next,
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
    public ReadEnrolment.Enrolment enrolment(@PathParam("study") String study, @QueryParam("asOf") String asOf) {
        return readEnrolment.read(study, Parameters.instant("asOf", asOf));
    }
}
