import type { Site, StudyOverview } from './api/types';

export const zoneOf = (sites: Site[], site: string) => sites.find((s) => s.id === site)?.zone ?? 'UTC';

/** What people call an event or a form; its id where the version in force does not have it. */
export const eventName = (study: StudyOverview, id: string) => study.events?.find((each) => each.id === id)?.name ?? id;
export const formName = (study: StudyOverview, id: string) => study.forms.find((each) => each.id === id)?.name ?? id;

/** The site of a subject, by the subject's number. */
export const siteOf = (study: StudyOverview, subject: string) =>
  study.sites.find((site) => subject.startsWith(`${site.id}-`))?.id ?? '';
