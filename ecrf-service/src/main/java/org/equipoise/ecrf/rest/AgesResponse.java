package org.equipoise.ecrf.rest;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.ecrf.application.ListQueries;
import org.equipoise.ecrf.domain.query.AgeBucket;

/** How many queries that are not closed are how old. */
public record AgesResponse(
        @Schema(description = "When it was asked") Instant asOf,

        @Schema(description = "The sites that have queries which are not closed")
        List<SiteAges> sites) {
    public record SiteAges(
            @Schema(description = "The site") String site,

            @Schema(description = "Counts by age, from 0-7 to 31+ days")
            List<Bucket> buckets) {}

    public record Bucket(
            @Schema(description = "First and last day of the bucket, such as 8-14")
            String days,

            @Schema(description = "How many wait for an answer")
            long open,

            @Schema(description = "How many wait to be judged")
            long answered) {}

    static AgesResponse of(Instant asOf, List<ListQueries.SiteAges> ages) {
        return new AgesResponse(
                asOf,
                ages.stream()
                        .map(site -> new SiteAges(
                                site.site(),
                                Arrays.stream(AgeBucket.values())
                                        .map(bucket -> new Bucket(
                                                bucket.code(),
                                                site.open().getOrDefault(bucket, 0L),
                                                site.answered().getOrDefault(bucket, 0L)))
                                        .toList()))
                        .toList());
    }
}
