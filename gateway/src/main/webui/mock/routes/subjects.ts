import { ECRF, type MockAnswer, ok, refused, type Request, type Route, SUBJECT } from '../answers.ts';
import { calendarOf } from '../calendar.ts';
import { FORMS, schedule, STUDY } from '../data.ts';
import { state } from '../state.ts';
import { doseDay, siteWork } from '../work.ts';

/** The study, its subjects, and what is due for them. */
export const subjectRoutes: Route[] = [
  ['GET', new RegExp(`^${ECRF}$`), () => ok([{ ...STUDY, roles: [], sites: null }])],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01$`), () => ok(STUDY)],
  [
    'GET',
    new RegExp(`^${ECRF}/KET-TRD-01/forms/(.+)$`),
    ([form], { search }) => ok(FORMS[`${form} ${search.get('version')}`] ?? FORMS[form!] ?? FORMS.VITALS),
  ],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/subjects$`), (_, request) => ok(page(request))],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/sites/(.+)/subjects$`), ([site], request) => screen(site!, request)],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/sites/([^/]+)/work-list$`), ([site]) => ok(siteWork(site!, state.role))],
  ['GET', new RegExp(`^${SUBJECT}/dose-day$`), ([id]) => ok(doseDay(id!, state.role))],
  ['GET', new RegExp(`^${SUBJECT}$`), ([id]) => one(id!)],
  ['GET', new RegExp(`^${SUBJECT}/calendar$`), ([id]) => ok(calendarOf(schedule(id!, state.role, state.records)))],
  ['GET', new RegExp(`^${SUBJECT}/schedule$`), ([id]) => ok(schedule(id!, state.role, state.records))],
  [
    'GET',
    new RegExp(`^${SUBJECT}/eligibility-certificate$`),
    () => ok({ eligible: true, reasons: [], strata: { site: '01', madrsBand: 'GE35' } }),
  ],
];

function page(request: Request) {
  const site = request.search.get('site');
  return { items: state.subjects.filter((s) => !site || s.site === site), next: null };
}

function one(id: string): MockAnswer {
  const found = state.subjects.find((s) => s.subject === id);
  return found ? ok(found) : refused(404, 'not-found', 'There is nothing here, or not for you');
}

function screen(site: string, request: Request): MockAnswer {
  const count = state.subjects.filter((s) => s.site === site).length;
  const subject = {
    subject: `${site}-${String(count + 1).padStart(3, '0')}`,
    site,
    status: 'screening',
    screenedAt: String(request.body.screenedAt),
    openQueries: 0,
    anchors: {},
  };
  state.subjects.push(subject);
  return ok(subject, 201);
}
