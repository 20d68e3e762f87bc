package org.equipoise.ecrf.rest;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.equipoise.ecrf.application.Page;
import org.equipoise.ecrf.application.ReadSafety;
import org.equipoise.ecrf.rest.SafetyResponses.AdverseEventResponse;
import org.equipoise.ecrf.rest.SafetyResponses.ClockCount;
import org.equipoise.ecrf.rest.SafetyResponses.ClockResponse;
import org.equipoise.ecrf.rest.SafetyResponses.ClockSummary;
import org.equipoise.ecrf.rest.SafetyResponses.DispositionResponse;
import org.equipoise.ecrf.rest.SafetyResponses.RelapseResponse;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;

@Path("/studies/{study}")
@Tag(name = "Safety")
public class SafetyResource {
    private final ReadSafety readSafety;
    private final Actors actors;

    public SafetyResource(ReadSafety readSafety, Actors actors) {
        this.readSafety = readSafety;
        this.actors = actors;
    }

    /** Which part of a listing. */
    public static class Selection {
        @QueryParam("site")
        String site;

        @QueryParam("subject")
        String subject;

        @Parameter(description = "next of the page before")
        @QueryParam("after")
        String after;

        @QueryParam("limit")
        @DefaultValue("200")
        int limit;

        /** A listing is in the order of subjects; a page ends with a place in it. */
        <T> PageResponse<T> page(List<ReadSafety.Of<T>> all) {
            Page page = Parameters.page(after, limit);
            int from = page.after().map(Selection::place).orElse(0);
            List<T> chosen = all.stream()
                    .filter(found -> site == null || site.equals(found.site()))
                    .filter(found -> subject == null || subject.equals(found.subject()))
                    .map(ReadSafety.Of::what)
                    .toList();
            int to = Math.min(chosen.size(), from + page.limit());
            return new PageResponse<>(
                    chosen.subList(Math.min(from, to), to), to < chosen.size() ? Integer.toString(to) : null);
        }

        private static int place(String text) {
            if (!text.matches("[0-9]{1,7}")) {
                throw Parameters.invalid("after is " + text + ".", "Send next of the page before.");
            }
            return Integer.parseInt(text);
        }
    }

    @GET
    @Path("/adverse-events")
    @Requires(Permission.SAFETY_DATA_READ)
    @Operation(
            summary = "List adverse events",
            description = "With the criteria of seriousness, expectedness, special interest, and the minutes from the"
                    + " beginning of the latest dose to the onset.")
    @APIResponse(
            responseCode = "200",
            description = "A page of adverse events, in the order of subjects; none if the study collects none")
    @APIResponse(responseCode = "400", description = "`invalid-value`: `after` or `limit` is not acceptable")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public PageResponse<AdverseEventResponse> adverseEvents(
            @PathParam("study") String study,
            @Parameter(description = "true: only serious events") @QueryParam("serious") @DefaultValue("false")
                    boolean serious,
            @BeanParam Selection selection) {
        return selection.page(readSafety.adverseEvents(actors.with(Permission.SAFETY_DATA_READ, study), study).stream()
                .filter(found -> !serious || found.what().serious().orElse(false))
                .map(found -> of(found, AdverseEventResponse.of(found)))
                .toList());
    }

    @GET
    @Path("/reporting-clocks")
    @Requires(Permission.SAFETY_DATA_READ)
    @Operation(
            summary = "List the clocks of reports about serious adverse events",
            description = "When each started, when it is due, and whether it runs, was met, met late, or is overdue.")
    @APIResponse(responseCode = "200", description = "A page of clocks, in the order of subjects")
    @APIResponse(responseCode = "400", description = "`invalid-value`: `after` or `limit` is not acceptable")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public PageResponse<ClockResponse> clocks(
            @PathParam("study") String study,
            @Parameter(description = "running, met, met-late or overdue") @QueryParam("state") String state,
            @BeanParam Selection selection) {
        Instant now = readSafety.now();
        Predicate<ClockResponse> wanted =
                clock -> Optional.ofNullable(state).map(clock.state()::equals).orElse(true);
        return selection.page(readSafety.clocks(actors.with(Permission.SAFETY_DATA_READ, study), study).stream()
                .map(found -> of(found, ClockResponse.of(found, now)))
                .filter(found -> wanted.test(found.what()))
                .toList());
    }

    @GET
    @Path("/reporting-clocks/summary")
    @Requires(Permission.OPEN_REPORT_READ)
    @Operation(
            summary = "Count the clocks of reports by state",
            description = "Over all sites and without subjects, so that the sponsor sees whether reports are late and"
                    + " nothing of what happened.")
    @APIResponse(responseCode = "200", description = "The counts of each clock that the study defines")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    @APIResponse(responseCode = "403", description = "`permission-missing`: you may read it at some sites only")
    public ClockSummary clockSummary(@PathParam("study") String study) {
        if (!actors.with(Permission.OPEN_REPORT_READ, study).scope().wholeStudy()) {
            throw Refusal.of(
                            ProblemType.PERMISSION_MISSING,
                            "The summary counts all sites, and you may read the open report at some sites only.")
                    .fix("Ask somebody with a role in the whole study, or list the clocks of your sites.");
        }
        return new ClockSummary(
                readSafety.now(),
                readSafety.clockCounts(study).stream().map(ClockCount::of).toList());
    }

    @GET
    @Path("/dispositions")
    @Requires(Permission.SUBJECT_READ)
    @Operation(
            summary = "List how participation ended",
            description =
                    "Screening failures with the reason and the criteria that were not met, completions, and who left"
                            + " early.")
    @APIResponse(responseCode = "200", description = "A page of subjects whose participation has ended")
    @APIResponse(responseCode = "400", description = "`invalid-value`: `after` or `limit` is not acceptable")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public PageResponse<DispositionResponse> dispositions(
            @PathParam("study") String study,
            @Parameter(description = "As the study names it, such as screen-failed") @QueryParam("status")
                    String status,
            @BeanParam Selection selection) {
        return selection.page(readSafety.dispositions(actors.with(Permission.SUBJECT_READ, study), study).stream()
                .filter(found ->
                        status == null || status.equals(found.what().end().status()))
                .map(found -> of(found, DispositionResponse.of(found)))
                .toList());
    }

    @GET
    @Path("/relapses")
    @Requires(Permission.EFFICACY_DATA_READ)
    @Operation(
            summary = "List relapses of those who can relapse",
            description = "Dated as the study says. Only for who may see all data that decide.")
    @APIResponse(
            responseCode = "200",
            description = "A page of subjects who can relapse, with the first relapse of each; none if the study"
                    + " has no such rule")
    @APIResponse(responseCode = "400", description = "`invalid-value`: `after` or `limit` is not acceptable")
    @APIResponse(
            responseCode = "404",
            description = "`not-found`: the study was never published, or you have no role in it")
    public PageResponse<RelapseResponse> relapses(@PathParam("study") String study, @BeanParam Selection selection) {
        return selection.page(readSafety.relapses(actors.with(Permission.EFFICACY_DATA_READ, study), study).stream()
                .map(found -> of(found, RelapseResponse.of(found)))
                .toList());
    }

    private static <T> ReadSafety.Of<T> of(ReadSafety.Of<?> found, T what) {
        return new ReadSafety.Of<>(found.subject(), found.site(), what);
    }
}
