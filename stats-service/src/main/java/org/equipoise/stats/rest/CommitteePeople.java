package org.equipoise.stats.rest;

import java.util.stream.Collectors;
import org.equipoise.platform.security.Caller;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Role;
import org.equipoise.stats.application.CommitteePerson;
import org.equipoise.stats.domain.meeting.Participant;

/** Makes of a caller the person whom the minutes name. */
final class CommitteePeople {

    private CommitteePeople() {}

    static CommitteePerson of(Caller caller, String study) {
        return new CommitteePerson(
                new Participant(caller.id(), caller.name(), caller.may(Permission.MEETING_HOLD, study)),
                caller.grants().roles(study).stream().map(Role::id).collect(Collectors.toUnmodifiableSet()),
                caller.authenticatedAt());
    }
}
