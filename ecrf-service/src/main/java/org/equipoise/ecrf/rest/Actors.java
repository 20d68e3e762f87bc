package org.equipoise.ecrf.rest;

import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.equipoise.ecrf.application.Actor;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.RecentSignIn;
import org.equipoise.platform.security.SiteScope;

/** Turns the caller into an actor: the two permissions of each category of data, and the operation's own. */
@RequestScoped
public class Actors {
    private final Caller caller;
    private final Clock clock;

    public Actors(Caller caller, Clock clock) {
        this.caller = caller;
        this.clock = clock;
    }

    Actor with(Permission permission, String study) {
        return new Actor(
                author(), caller.sites(permission, study), scopes(study, Actors::read), scopes(study, Actors::enter));
    }

    /** For what a person answers for by name. */
    void requireRecentSignIn() {
        RecentSignIn.require(caller.authenticatedAt(), clock.instant());
    }

    Author author() {
        return new Author(caller.id(), caller.name());
    }

    private Map<FormCategory, SiteScope> scopes(String study, Function<FormCategory, Permission> permission) {
        Map<FormCategory, SiteScope> scopes = new EnumMap<>(FormCategory.class);
        for (FormCategory category : FormCategory.values()) {
            scopes.put(category, caller.sites(permission.apply(category), study));
        }
        return scopes;
    }

    private static Permission read(FormCategory category) {
        return switch (category) {
            case GENERAL -> Permission.GENERAL_DATA_READ;
            case EFFICACY -> Permission.EFFICACY_DATA_READ;
            case DOSE_DAY -> Permission.DOSE_DAY_DATA_READ;
            case SAFETY -> Permission.SAFETY_DATA_READ;
            case PHARMACY -> Permission.PHARMACY_DATA_READ;
        };
    }

    private static Permission enter(FormCategory category) {
        return switch (category) {
            case GENERAL -> Permission.GENERAL_DATA_ENTER;
            case EFFICACY -> Permission.EFFICACY_DATA_ENTER;
            case DOSE_DAY -> Permission.DOSE_DAY_DATA_ENTER;
            case SAFETY -> Permission.SAFETY_DATA_ENTER;
            case PHARMACY -> Permission.PHARMACY_DATA_ENTER;
        };
    }
}
