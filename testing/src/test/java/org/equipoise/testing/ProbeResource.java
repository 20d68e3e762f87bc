package org.equipoise.testing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Requires;
import org.equipoise.platform.security.SignedIn;

/** Operations that exist only to see the platform's plumbing at work. */
@Path("/")
public class ProbeResource {

    /** A body with one constrained member. */
    public record Probe(@NotNull @Size(min = 2) String name) {}

    @GET
    @Path("/studies/{study}/probe")
    @Requires(Permission.SUBJECT_SCREEN)
    public Map<String, String> read() {
        return Map.of("answer", "fine");
    }

    @POST
    @Path("/studies/{study}/sites/{site}/probe")
    @Requires(Permission.SUBJECT_SCREEN)
    public Map<String, String> create(@Valid Probe probe) {
        if (probe.name().equals("explode")) {
            throw new IllegalStateException("secret detail");
        }
        return Map.of("answer", probe.name());
    }

    @GET
    @Path("/signed-in")
    @SignedIn
    public Map<String, String> signedIn() {
        return Map.of("answer", "fine");
    }

    @GET
    @Path("/undeclared")
    public Map<String, String> undeclared() {
        return Map.of("answer", "nobody should read this");
    }
}
