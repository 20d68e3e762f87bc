package org.equipoise.gateway.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Who is signed in, and what they may do in which study; what the web UI shows and hides by.
 *
 * @param id who it is to the identity provider; never somebody else's
 */
public record Person(String id, String name, String username, List<StudyAccess> studies) {

    /**
     * A person's part in a study.
     *
     * @param sites the sites of their roles, or null for the whole study
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record StudyAccess(String study, List<String> roles, List<String> sites, List<String> permissions) {}
}
