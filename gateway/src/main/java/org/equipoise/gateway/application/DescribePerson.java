package org.equipoise.gateway.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.equipoise.gateway.application.Person.StudyAccess;
import org.equipoise.platform.security.Grants;
import org.equipoise.platform.security.Permission;
import org.equipoise.platform.security.Role;
import org.equipoise.platform.security.SiteScope;

/** Tells signed-in people who they are here. */
@ApplicationScoped
public class DescribePerson {

    public Person describe(String id, String name, String username, Collection<String> groups) {
        Grants grants = Grants.of(groups);
        List<StudyAccess> studies = grants.byStudy().keySet().stream()
                .map(study -> access(grants, study))
                .toList();
        return new Person(id, name, username, studies);
    }

    private static StudyAccess access(Grants grants, String study) {
        SiteScope scope = grants.byStudy().get(study).values().stream().reduce(SiteScope.none(), SiteScope::union);
        return new StudyAccess(
                study,
                grants.roles(study).stream().map(Role::id).toList(),
                scope.wholeStudy() ? null : scope.sites().stream().sorted().toList(),
                grants.permissions(study).stream().map(Permission::id).toList());
    }
}
