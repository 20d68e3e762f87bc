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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

        ReadSafety.Among among() {
            return new ReadSafety.Among(
                    Optional.ofNullable(site),
                    Optional.ofNullable(subject),
                    Parameters.page(after, limit).after().map(Place::of).map(Place::subject));
        }

        /** A listing is in the order of subjects; a page ends with a place in it. */
        <T> PageResponse<T> page(Stream<ReadSafety.Of<T>> all) {
            Page page = Parameters.page(after, limit);
            int told = page.after().map(Place::of).map(Place::told).orElse(0);
            List<ReadSafety.Of<T>> found =
                    all.skip(told).limit(page.limit() + 1L).toList();
            List<ReadSafety.Of<T>> shown = found.subList(0, Math.min(found.size(), page.limit()));
            return new PageResponse<>(
                    shown.stream().map(ReadSafety.Of::what).toList(),
                    found.size() > shown.size() ? Place.after(shown, page).text() : null);
        }
    }

    /** A subject, and how many of its entries were told. */
    private record Place(String subject, int told) {
        private static final Pattern FORM = Pattern.compile("(.{1,60}):([0-9]{1,7})");

        static Place of(String text) {
            Matcher place = FORM.matcher(text);
            if (!place.matches()) {
                throw Parameters.invalid("after is " + text + ".", "Send next of the page before.");
            }
            return new Place(place.group(1), Integer.parseInt(place.group(2)));
        }

        /** The end of a page; one subject's entries can go over several. */
        static Place after(List<? extends ReadSafety.Of<?>> shown, Page page) {
            String last = shown.get(shown.size() - 1).subject();
            long told =
                    shown.stream().filter(found -> found.subject().equals(last)).count();
            int before = page.after()
                    .map(Place::of)
                    .filter(place -> place.subject().equals(last))
                    .map(Place::told)
                    .orElse(0);
            return new Place(last, before + Math.toIntExact(told));
        }

        String text() {
            return subject + ":" + told;
        }
    }

    @GET
    @Path("/adverse-events")
    @Requires(Permission.SAFETY_DATA_READ)
    @Operation(
            summary = "List adverse events",
            description = "With the criteria of seriousness, expectedness, special interest, and the minutes from the"
                    + " beginning of the latest dose to the onset, or the days where only the date is known.")
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
        return selection.page(readSafety
                .adverseEvents(actors.with(Permission.SAFETY_DATA_READ, study), study, selection.among())
                .filter(found -> !serious || found.what().serious().orElse(false))
                .map(found -> of(found, AdverseEventResponse.of(found))));
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
        return selection.page(readSafety
                .clocks(actors.with(Permission.SAFETY_DATA_READ, study), study, selection.among())
                .map(found -> of(found, ClockResponse.of(found, now)))
                .filter(found -> wanted.test(found.what())));
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
        return selection.page(readSafety
                .dispositions(actors.with(Permission.SUBJECT_READ, study), study, selection.among())
                .filter(found ->
                        status == null || status.equals(found.what().end().status()))
                .map(found -> of(found, DispositionResponse.of(found))));
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
        return selection.page(readSafety
                .relapses(actors.with(Permission.EFFICACY_DATA_READ, study), study, selection.among())
                .map(found -> of(found, RelapseResponse.of(found))));
    }

    private static <T> ReadSafety.Of<T> of(ReadSafety.Of<?> found, T what) {
        return new ReadSafety.Of<>(found.subject(), found.site(), what);
    }
}
