import type { Me, StudyAccess } from './api/types';

/** What the signed-in person may do in a study. It hides what would be refused; the services decide. */
export type Access = {
  may: (permission: string) => boolean;
  mayAtSite: (permission: string, site: string) => boolean;
  sites: string[] | null;
};

export function accessTo(me: Me, study: string): Access {
  const grant: StudyAccess | undefined = me.studies.find((s) => s.study === study);
  const permissions = new Set(grant?.permissions ?? []);
  const sites = grant ? grant.sites : [];
  return {
    sites,
    may: (permission) => permissions.has(permission),
    mayAtSite: (permission, site) => permissions.has(permission) && (sites === null || sites.includes(site)),
  };
}
