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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.equipoise.ecrf.application.AdvanceQuery;
import org.equipoise.ecrf.application.ChangeQueries;
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
    private static final String OLDEST = "oldest";
    private static final String NEWEST = "newest";

    private final RaiseQuery raiseQuery;
    private final AdvanceQuery advanceQuery;
    private final ListQueries listQueries;
    private final ChangeQueries changeQueries;
    private final Actors actors;
    private final Clock clock;

    public QueriesResource(
            RaiseQuery raiseQuery,
            AdvanceQuery advanceQuery,
            ListQueries listQueries,
            ChangeQueries changeQueries,
            Actors actors,
            Clock clock) {
        this.changeQueries = changeQueries;
        this.clock = clock;
        this.raiseQuery = raiseQuery;
        this.advanceQuery = advanceQuery;
        this.listQueries = listQueries;
        this.actors = actors;
    }

    public record NewQuery(
            @Schema(description = "The subject whose data are asked about") @NotBlank
            String subject,

            @Schema(description = "The event of the form") @NotBlank
            String event,

            @Schema(description = "The form") @NotBlank String form,

            @Schema(description = "Which repeat of the form; 1 if left out")
            Integer repeat,

            @Schema(description = "The item, or GROUP[row].ITEM; without it, the question is about the form as a whole")
            String item,

            @Schema(description = "The question, up to 4000 characters") @NotBlank @Size(max = 4000)
            String text) {}

    public record Text(
            @Schema(description = "The answer, or why the query is closed or opened again; up to 4000 characters")
            @NotBlank
            @Size(max = 4000)
            String text) {}

    @GET
    @Requires(Permission.QUERY_READ)
    @Operation(
            summary = "List queries",
            description =
                    "In the order in which they were raised. Queries about forms that are hidden from the caller are left out.")
    @APIResponse(responseCode = "200", description = "A page of queries, each with its whole thread")
    @APIResponse(
            responseCode = "400",
            description = "`invalid-value`: `status`, `minAgeDays`, `sort` or `limit` is not acceptable")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public PageResponse<QueryResponse> list(
            @PathParam("study") String study,
            @QueryParam("subject") String subject,
            @QueryParam("site") String site,
            @QueryParam("status") String status,
            @Parameter(description = "Only queries raised at least so many days ago") @QueryParam("minAgeDays")
                    Integer minAgeDays,
            @Parameter(description = "oldest (as without it) or newest first") @QueryParam("sort") String sort,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Page page = Parameters.page(after, limit);
        if (minAgeDays != null && minAgeDays < 0) {
            throw Parameters.invalid("minAgeDays is " + minAgeDays + ".", "Send 0 or more.");
        }
        if (sort != null && !sort.equals(OLDEST) && !sort.equals(NEWEST)) {
            throw Parameters.invalid("sort is " + sort + ".", "Send oldest or newest.");
        }
        ListQueries.Selection selection = new ListQueries.Selection(
                Optional.ofNullable(site),
                Optional.ofNullable(subject),
                Optional.ofNullable(status).map(QueriesResource::status),
                Optional.ofNullable(minAgeDays),
                NEWEST.equals(sort));
        Instant now = clock.instant();
        return PageResponse.of(listQueries
                .list(actors.with(Permission.QUERY_READ, study), study, selection, page)
                .map(query -> QueryResponse.of(query, now)));
    }

    @GET
    @Path("/ages")
    @Requires(Permission.QUERY_READ)
    @Operation(
            summary = "Count queries that are not closed by site, status and age",
            description = "Ages are whole days since a query was raised. Queries about hidden forms are not counted.")
    @APIResponse(responseCode = "200", description = "The counts of each site that has such queries")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public AgesResponse ages(@PathParam("study") String study) {
        return AgesResponse.of(clock.instant(), listQueries.ages(actors.with(Permission.QUERY_READ, study), study));
    }

    @POST
    @Path("/changes")
    @Requires({Permission.QUERY_RAISE, Permission.QUERY_CLOSE})
    @Operation(
            summary = "Raise, close and reopen many queries",
            description =
                    "Everything is looked at first: if an entry cannot be done, none is, and the refusal names each such"
                            + " entry by its index. The same key sent again goes on where the request was interrupted.")
    @APIResponse(
            responseCode = "200",
            description = "What became of each entry; one is refused only if somebody else was faster")
    @APIResponse(
            responseCode = "400",
            description = "`invalid-value`: nothing was done, because `entries` names entries that cannot be done,"
                    + " or the request has none or more than 500")
    public BulkResponse change(
            @PathParam("study") String study,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid BulkRequest request) {
        String requestKey = IdempotencyKey.parse(key).value();
        ChangeQueries.Actors both = new ChangeQueries.Actors(
                actors.with(Permission.QUERY_RAISE, study), actors.with(Permission.QUERY_CLOSE, study));
        List<ChangeQueries.Outcome> outcomes = changeQueries.change(both, study, request.parsed(), requestKey);
        return BulkResponse.of(outcomes, clock.instant());
    }

    @POST
    @Requires(Permission.QUERY_RAISE)
    @Operation(
            summary = "Raise a query about a form or an item",
            description = "Only about data that you may see; only who may see them finds the query. The form need"
                    + " not be entered yet. The same Idempotency-Key with the same request gives the same"
                    + " query.")
    @APIResponse(
            responseCode = "201",
            description = "The query, raised by this request or an earlier one with the same key",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QueryResponse.class)))
    @APIResponse(
            responseCode = "400",
            description = "`invalid-value`: the form has no such item or repeat, or a field is not acceptable")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: there is no such subject, event or form, or not for you")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
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
        return Response.status(201).entity(answer(raised)).build();
    }

    @POST
    @Path("/{query}/answers")
    @Requires(Permission.QUERY_ANSWER)
    @Operation(
            summary = "Answer a query",
            description = "For the site. The query then waits to be judged; an answer changes no data. A query that"
                    + " was answered can be answered again until it is closed.")
    @APIResponse(responseCode = "200", description = "The answered query")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: there is no such query, or it is about data that you may not see")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the query is closed")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public QueryResponse answer(
            @PathParam("study") String study,
            @PathParam("query") String query,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Text answer) {
        String requestKey = IdempotencyKey.parse(key).value();
        return answer(advanceQuery.answer(
                actors.with(Permission.QUERY_ANSWER, study), study, query, answer.text(), requestKey));
    }

    @POST
    @Path("/{query}/closure")
    @Requires(Permission.QUERY_CLOSE)
    @Operation(
            summary = "Close a query",
            description = "With a last word, whether it was answered or not. Nobody has to do anything then; it can"
                    + " be opened again.")
    @APIResponse(responseCode = "200", description = "The closed query")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: there is no such query, or it is about data that you may not see")
    @APIResponse(responseCode = "409", description = "`state-conflict`: the query was closed before")
    @APIResponse(responseCode = "422", description = "`key-reused`: the key came with another request before")
    public QueryResponse close(
            @PathParam("study") String study,
            @PathParam("query") String query,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Text closure) {
        String requestKey = IdempotencyKey.parse(key).value();
        return answer(advanceQuery.close(
                actors.with(Permission.QUERY_CLOSE, study), study, query, closure.text(), requestKey));
    }

    @POST
    @Path("/{query}/reopening")
    @Requires(Permission.QUERY_CLOSE)
    @Operation(
            summary = "Open a closed query again",
            description = "It is open as when it was raised, with its whole thread and its age.")
    @APIResponse(responseCode = "200", description = "The open query")
    @APIResponse(responseCode = "409", description = "The query is not closed")
    public QueryResponse reopen(
            @PathParam("study") String study,
            @PathParam("query") String query,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull @Valid Text reopening) {
        String requestKey = IdempotencyKey.parse(key).value();
        return answer(advanceQuery.reopen(
                actors.with(Permission.QUERY_CLOSE, study), study, query, reopening.text(), requestKey));
    }

    private QueryResponse answer(DataQuery query) {
        return QueryResponse.of(query, clock.instant());
    }

    private static QueryStatus status(String code) {
        return QueryStatus.fromCode(code)
                .orElseThrow(() -> Parameters.invalid("status is " + code + ".", "Send open, answered or closed."));
    }
}
