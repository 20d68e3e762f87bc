package org.equipoise.platform.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps metrics from naming studies and subjects, and from growing with them: a request that ended before it found its
 * operation would be counted under its own address, all others under the operation's template.
 */
@Singleton
public class PlainAddresses {

    static final String REQUESTS = "http.server.requests";
    static final String ADDRESS = "uri";
    static final String WITHOUT_OPERATION = "WITHOUT_OPERATION";

    @Produces
    @Singleton
    MeterFilter withoutAddresses() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String address = id.getTag(ADDRESS);
                return id.getName().equals(REQUESTS) && address != null && address.startsWith("/api/")
                        ? id.withTags(List.of(Tag.of(ADDRESS, WITHOUT_OPERATION)))
                        : id;
            }
        };
    }
}
