package org.equipoise.ecrf.rest;

import jakarta.validation.Valid;
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
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.equipoise.ecrf.application.AdvanceQuery;
import org.equipoise.ecrf.application.ListQueries;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.application.RaiseQuery;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.query.DataQuery;
import org.equipoise.ecrf.domain.query.QueryStatus;
import org.equipoise.platform.http.IdempotencyKey;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}/queries")
public class QueriesResource {
    private final RaiseQuery raiseQuery;
    private final AdvanceQuery advanceQuery;
    private final ListQueries listQueries;
    private final Actors actors;

    public QueriesResource(RaiseQuery raiseQuery, AdvanceQuery advanceQuery, ListQueries listQueries, Actors actors) {
        this.raiseQuery = raiseQuery;
        this.advanceQuery = advanceQuery;
        this.listQueries = listQueries;
        this.actors = actors;
    }

    public record NewQuery(
            @NotBlank String subject,
            @NotBlank String event,
            @NotBlank String form,
            Integer repeat,
            String item,
            @NotBlank @Size(max = 4000) String text) {}

    public record Text(@NotBlank @Size(max = 4000) String text) {}

    @GET
    @Requires(Permission.QUERY_READ)
    public PageResponse<QueryResponse> list(
            @PathParam("study") String study,
            @QueryParam("subject") String subject,
            @QueryParam("status") String status,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Page page = Parameters.page(after, limit);
        return PageResponse.of(listQueries
                .list(
                        actors.with(Permission.QUERY_READ, study),
                        study,
                        Optional.ofNullable(subject),
                        Optional.ofNullable(status).map(QueriesResource::status),
                        page)
                .map(QueryResponse::of));
    }

    @POST
    @Requires(Permission.QUERY_RAISE)
    public Response raise(
            @PathParam("study") String study,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid NewQuery query) {
        String requestKey = IdempotencyKey.parse(key).value();
        int repeat = query.repeat() == null ? 1 : query.repeat();
        RaiseQuery.Question question = new RaiseQuery.Question(
                query.subject(),
                new FormInstance(query.event(), query.form(), repeat),
                Optional.ofNullable(query.item()),
                query.text());
        DataQuery raised = raiseQuery.raise(actors.with(Permission.QUERY_RAISE, study), study, question, requestKey);
        return Response.status(201).entity(QueryResponse.of(raised)).build();
    }

    @POST
    @Path("/{query}/answers")
    @Requires(Permission.QUERY_ANSWER)
    public QueryResponse answer(
            @PathParam("study") String study,
            @PathParam("query") String query,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Text answer) {
        String requestKey = IdempotencyKey.parse(key).value();
        return QueryResponse.of(advanceQuery.answer(
                actors.with(Permission.QUERY_ANSWER, study), study, query, answer.text(), requestKey));
    }

    @POST
    @Path("/{query}/closure")
    @Requires(Permission.QUERY_CLOSE)
    public QueryResponse close(
            @PathParam("study") String study,
            @PathParam("query") String query,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Text closure) {
        String requestKey = IdempotencyKey.parse(key).value();
        return QueryResponse.of(advanceQuery.close(
                actors.with(Permission.QUERY_CLOSE, study), study, query, closure.text(), requestKey));
    }

    private static QueryStatus status(String code) {
        return QueryStatus.fromCode(code)
                .orElseThrow(() -> Parameters.invalid("status is " + code + ".", "Send open, answered or closed."));
    }
}
