import type { IncomingHttpHeaders } from 'node:http';
import type { GroupStanding } from '../src/api/closing';
import type { FormRecord, Problem } from '../src/api/types';
import {
  ANALYSES,
  CHECKLIST,
  CODE_BREAKS,
  DESIGN,
  DISPENSINGS,
  FORMS,
  NOW,
  people,
  QUERIES,
  schedule,
  SHIPMENTS,
  STANDING,
  STOCK,
  STUDY,
  subjects,
} from './data.ts';
import { calendarOf } from './calendar.ts';
import { casebookOf, changesOf, differences } from './casebook.ts';
import { committee } from './committee.ts';
import { AUDIT_KEYS, AUDIT_ROOT, auditRoots, CHANGES, CUTS, imported, MAPPINGS, TRIAL, VERIFICATION, VERSIONS } from './exchange.ts';
import { addedTo } from './records.ts';
import { ADVERSE_EVENTS, CLOCK_SUMMARY, clocks, ENDINGS, noticesOf, RELAPSES, resolve } from './safety.ts';
import { doseDay, siteWork } from './work.ts';

export type MockAnswer = { status: number; body?: unknown; text?: string; headers?: Record<string, string> };

type Request = {
  path: string;
  search: URLSearchParams;
  body: Record<string, unknown>;
  text: string;
  headers: IncomingHttpHeaders;
};
type Route = [method: string, path: RegExp, answer: (at: string[], request: Request) => MockAnswer];

const state = {
  role: 'coordinator',
  subjects: subjects(),
  records: new Map<string, FormRecord>(),
  revisions: new Map<string, FormRecord[]>(),
  drafts: new Map<string, unknown>(),
  fresh: false,
  lock: { locked: false, state: 'open' },
  standing: STANDING,
  sites: new Map<string, GroupStanding>(),
};

const ok = (body: unknown, status = 200): MockAnswer => ({ status, body });
const refused = (status: number, code: string, title: string, more: Partial<Problem> = {}): MockAnswer => ({
  status,
  body: { type: `https://equipoise.example/problems/${code}`, title, status, code, ...more },
});

const ECRF = '/api/ecrf/studies';
const RANDOMIZER = '/api/randomizer/studies/KET-TRD-01';
const SUBJECT = `${ECRF}/KET-TRD-01/subjects/([^/]+)`;

const DRAFT = new RegExp(`^${SUBJECT}/events/([^/]+)/forms/([^/]+)/draft$`);

const ROUTES: Route[] = [
  ['GET', /^\/mock\/as\/(.+)$/, ([role]) => signIn(role!)],
  ['GET', /^\/mock\/committee\/(.+)$/, ([what]) => ok(committee.start(what!))],
  ['GET', /^\/mock\/out$/, () => signIn('')],
  ['POST', /^\/sign-out$/, () => signIn('')],
  [
    'GET',
    /^\/sign-in$/,
    (_, request) => (request.search.has('reauthenticate') ? freshly(request) : signIn('coordinator')),
  ],
  ['GET', /^\/me$/, () => (state.role ? ok(people[state.role]) : refused(401, 'unauthenticated', 'Sign in'))],
  ['GET', new RegExp(`^${ECRF}$`), () => ok([{ ...STUDY, roles: [], sites: null }])],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01$`), () => ok(STUDY)],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/forms/(.+)$`), ([form]) => ok(FORMS[form!] ?? FORMS.VITALS)],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/subjects$`), (_, request) => ok(page(request))],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/sites/(.+)/subjects$`), ([site], request) => screen(site!, request)],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/queries$`), (_, request) => ok({ items: queriesLike(request), next: null })],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/queries$`), (_, request) => ok({ query: 'q9', ...request.body }, 201)],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/queries/ages$`), () => ok(QUERY_AGES)],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/queries/changes$`), (_, request) => changeQueries(request.body)],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/reporting-clocks$`), (_, { search }) => ok(clocksIn(search.get('state')))],
  [
    'GET',
    new RegExp(`^${ECRF}/KET-TRD-01/reporting-clocks/summary$`),
    () => ok({ asOf: NOW, clocks: CLOCK_SUMMARY }),
  ],
  [
    'GET',
    new RegExp(`^${ECRF}/KET-TRD-01/(alerts|deviations)$`),
    ([kind], { search }) => ok({ items: noticesOf(kind as 'alerts', search.get('status')), next: null }),
  ],
  [
    'POST',
    new RegExp(`^${ECRF}/KET-TRD-01/(alerts|deviations)/([^/]+)/(?:acknowledgement|completion)$`),
    ([kind, id], { body }) => ok(resolve(kind as 'alerts', id!, body)),
  ],
  [
    'GET',
    new RegExp(`^${ECRF}/KET-TRD-01/adverse-events$`),
    (_, { search }) =>
      ok({ items: ADVERSE_EVENTS.filter((event) => search.get('serious') !== 'true' || event.serious), next: null }),
  ],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/dispositions$`), () => ok({ items: ENDINGS, next: null })],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/relapses$`), () => ok({ items: RELAPSES, next: null })],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/snapshots$`), () => ok({ items: CUTS, next: null })],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/snapshots$`), () => ok(CUTS[0], 201)],
  [
    'GET',
    new RegExp(`^${ECRF}/KET-TRD-01/snapshots/([^/]+)/records$`),
    (_, { search }) =>
      ok({ snapshot: 's1', items: [{ subject: search.get('after') ? '01-002' : '01-001' }], next: search.get('after') ? null : '01-001' }),
  ],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/exports/([^/]+)$`), () => ok([{ subject: '01-001' }])],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/sites/([^/]+)/archive$`), () => ok([])],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/import-mappings$`), () => ok({ items: MAPPINGS })],
  ['PUT', new RegExp(`^${ECRF}/KET-TRD-01/import-mappings/([^/]+)$`), () => ok({}, 201)],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/imports/([^/]+)$`), (_, request) => importFile(request)],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/versions$`), () => ok({ items: VERSIONS, next: null })],
  ['PUT', new RegExp(`^${ECRF}/KET-TRD-01/versions/([^/]+)$`), () => ok({}, 201)],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/versions/([^/]+)/changes$`), () => ok(CHANGES)],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/definition-trials$`), () => ok(TRIAL)],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/migrations$`), (_, request) => migrate(request.body.subjects as string[])],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/audit/keys$`), () => ok({ keys: AUDIT_KEYS })],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/audit/verification$`), () => ok(VERIFICATION)],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/audit/export$`), () => ok([])],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/audit/roots$`), (_, { search }) => ok(auditRoots(search))],
  ['GET', new RegExp(`^${RANDOMIZER}/audit/roots$`), (_, { search }) => ok(auditRoots(search, 12))],
  ['GET', new RegExp(`^${RANDOMIZER}/audit/keys$`), () => ok({ keys: AUDIT_KEYS })],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/audit/roots$`), () => ok(AUDIT_ROOT, 201)],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/sites/([^/]+)/standing$`), ([site]) => ok(siteStanding(site!))],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/sites/([^/]+)/closure$`), ([site], { body }) => ok(closeSite(site!, body))],
  ['GET', new RegExp(`^${SUBJECT}/standing$`), ([id]) => ok(subjectStanding(id!))],
  ['GET', new RegExp(`^${SUBJECT}/migrations$`), () => ok({ items: [] })],
  ['POST', new RegExp(`^${SUBJECT}/signature$`), (_, { body }) => signSubject(body)],
  ['POST', new RegExp(`^${SUBJECT}/closure$`), (_, { body }) => ok(groupStanding(body))],
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
  [
    'GET',
    new RegExp(`^${SUBJECT}/events/([^/]+)/forms/([^/]+)$`),
    ([, event, form], request) => {
      const record = state.records.get(`${event}/${form}/${request.search.get('repeat')}`);
      return record ? ok(record) : refused(404, 'not-found', 'There is nothing here, or not for you');
    },
  ],
  [
    'GET',
    new RegExp(`^${SUBJECT}/events/([^/]+)/forms/([^/]+)/history$`),
    ([, event, form], { search }) => {
      const revisions = state.revisions.get(`${event}/${form}/${search.get('repeat')}`) ?? [];
      const item = search.get('item');
      return ok({ items: item ? changesOf(revisions, item) : revisions });
    },
  ],
  [
    'GET',
    new RegExp(`^${SUBJECT}/events/([^/]+)/forms/([^/]+)/differences$`),
    ([, event, form], { search }) => {
      const revisions = state.revisions.get(`${event}/${form}/${search.get('repeat')}`) ?? [];
      return ok({ items: differences(revisions, Number(search.get('from')), Number(search.get('to'))) });
    },
  ],
  ['GET', new RegExp(`^${SUBJECT}/casebook$`), ([id]) => ok(casebookOf(id!, [...state.records.values()]))],
  ['PUT', new RegExp(`^${SUBJECT}/events/([^/]+)/forms/([^/]+)$`), (at, request) => save(at, request)],
  [
    'GET',
    DRAFT,
    (at, request) => {
      const draft = state.drafts.get(placeOf(at, request));
      return draft ? ok(draft) : refused(404, 'not-found', 'There is nothing here, or not for you');
    },
  ],
  ['PUT', DRAFT, (at, request) => keep(at, request)],
  ['DELETE', DRAFT, (at, request) => throwAway(at, request)],
  ['GET', new RegExp(`^${SUBJECT}/events/([^/]+)/forms/([^/]+)/standing$`), (at, request) => ok(standingAt(placeOf(at, request)))],
  [
    'POST',
    new RegExp(`^${SUBJECT}/events/([^/]+)/forms/([^/]+)/(?:review|verification)$`),
    (at, request) => ifPresent(at, request, () => ok(standingAt(placeOf(at, request)))),
  ],
  ['POST', new RegExp(`^${SUBJECT}/events/([^/]+)/forms/([^/]+)/signature$`), (at, request) => ifPresent(at, request, sign)],
  [
    'POST',
    new RegExp(`^${SUBJECT}/events/([^/]+)/forms/([^/]+)/closure$`),
    (at, request) => closeItems(at, request.body as { action: string; items: string[]; reason: string }),
  ],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/lock$`), () => ok(state.lock)],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/lock$`), (_, request) => closeStudy(String(request.body.action))],
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/lock-checklist$`), () => ok({ points: CHECKLIST })],
  ['GET', new RegExp(`^${RANDOMIZER}/code-breaks$`), () => ok({ items: CODE_BREAKS, next: null })],
  ['POST', new RegExp(`^${RANDOMIZER}/subjects/([^/]+)/code-breaks$`), () => breakCode()],
  ['POST', new RegExp(`^${RANDOMIZER}/code-breaks/([^/]+)/confirmation$`), () => ok({}, 201)],
  ['GET', new RegExp(`^${RANDOMIZER}/subjects/([^/]+)/dispensings$`), () => ok({ items: DISPENSINGS })],
  ['POST', new RegExp(`^${RANDOMIZER}/subjects/([^/]+)/dispensings`), () => ok(DISPENSINGS[1], 201)],
  ['GET', new RegExp(`^${RANDOMIZER}/sites/([^/]+)/stock$`), ([site]) => ok({ site, doses: 8 })],
  ['GET', new RegExp(`^${RANDOMIZER}/stock$`), () => ok({ items: STOCK })],
  ['GET', new RegExp(`^${RANDOMIZER}/shipments$`), () => ok({ items: SHIPMENTS, next: null })],
  ['POST', new RegExp(`^${RANDOMIZER}/shipments/([^/]+)/receipt$`), () => ok({}, 201)],
  ['POST', /^\/api\/randomizer\/studies\/KET-TRD-01\/randomizations$/, (_, request) => randomize(request)],
  ['GET', /^\/api\/stats\/studies\/KET-TRD-01\/design$/, () => ok(DESIGN)],
  ['GET', /^\/api\/stats\/studies\/KET-TRD-01\/analyses$/, () => ok({ items: ANALYSES, next: null })],
  ['POST', /^\/api\/stats\/studies\/KET-TRD-01\/analyses\/([^/]+)\/key-releases$/, () => armKey()],
  ['GET', /^\/api\/stats\/studies\/KET-TRD-01\/recommendations$/, () => ok({ items: committee.released(), next: null })],
  ['GET', /^\/api\/stats\/studies\/KET-TRD-01\/meetings$/, () => ok({ items: committee.meetings(), next: null })],
  ['POST', /^\/api\/stats\/studies\/KET-TRD-01\/meetings$/, (_, request) => ok(committee.open(request.body), 201)],
  ['GET', /^\/api\/stats\/studies\/KET-TRD-01\/meetings\/([^/]+)$/, () => ok(committee.meetings()[0])],
  [
    'POST',
    /^\/api\/stats\/studies\/KET-TRD-01\/meetings\/([^/]+)\/([^/]+)$/,
    ([, part], request) => minute(part!, request.body),
  ],
  ['POST', /^\/api\/stats\/studies\/KET-TRD-01\/analyses$/, () => ok({ run: 'a2', look: 2, state: 'queued' }, 202)],
];

export function answer(method: string, url: string, body: string, headers: IncomingHttpHeaders): MockAnswer | null {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  for (const [verb, path, handle] of ROUTES) {
    const match = path.exec(pathname);
    if (match && verb === method) {
      const json = body.startsWith('{') ? (JSON.parse(body) as Record<string, unknown>) : {};
      return handle(match.slice(1), { path: pathname, search: searchParams, body: json, text: body, headers });
    }
  }
  return null;
}

function signIn(role: string): MockAnswer {
  state.role = role;
  state.fresh = false;
  return { status: 303, headers: { Location: '/' } };
}

function freshly(request: Request): MockAnswer {
  state.fresh = true;
  return { status: 303, headers: { Location: request.search.get('returnTo') ?? '/' } };
}

function placeOf([, event, form]: string[], request: Request): string {
  return `${event}/${form}/${request.search.get('repeat') ?? '1'}`;
}

/** In this mock, temperature is not asked of a pulse of 60. */
function keep(at: string[], request: Request): MockAnswer {
  const values = (request.body.values ?? {}) as Record<string, number>;
  const draft = { ...request.body, currentRevision: 0, skipped: values.PULSE === 60 ? ['TEMP'] : [], derived: addedTo(at[2]!, values) };
  state.drafts.set(placeOf(at, request), draft);
  return ok(draft);
}

function throwAway(at: string[], request: Request): MockAnswer {
  state.drafts.delete(placeOf(at, request));
  return { status: 204 };
}

/** Nora saved meanwhile: another systolic, and the person at the form changed it too, or the diastolic alone. */
function overtaken(values: Record<string, number>, mergeable: boolean): MockAnswer {
  return refused(409, 'revision-conflict', 'Somebody saved this form before you', {
    currentRevision: 3,
    savedBy: 'nora.nurse',
    savedAt: NOW,
    changes: [
      { item: 'SYSBP', base: { value: 120 }, theirs: { value: 131 }, yours: { value: 142 }, conflict: true, changedBy: 'nora.nurse', changedAt: NOW },
    ],
    currentValues: { ...values, SYSBP: 131 },
    currentMissing: {},
    mergeable,
    ...(mergeable ? { merge: { occurredAt: NOW, values: { ...values, SYSBP: 131 }, missing: {} } } : {}),
  });
}

const stale = (): MockAnswer => refused(403, 'sign-in-too-old', 'Sign in again for this');

/** Signing and releasing take a fresh sign-in; the other entries do not. */
function minute(part: string, body: Record<string, unknown>): MockAnswer {
  if (['signatures', 'release', 'closing'].includes(part) && !state.fresh) {
    return stale();
  }
  const minutes = committee.enter(part, body, people[state.role]?.username ?? '');
  return minutes
    ? ok(minutes, 201)
    : refused(409, 'revision-conflict', 'Somebody saved this form before you', {
        detail: 'The recommendation is at another revision.',
        fix: 'Read the present revision, then write yours over it.',
      });
}

function armKey(): MockAnswer {
  return state.fresh
    ? ok({ release: 'k1', A: { code: 'P', name: 'Active comparator' }, B: { code: 'X', name: 'Experimental' } }, 201)
    : stale();
}

function breakCode(): MockAnswer {
  return state.fresh
    ? ok({ arm: { code: 'B', name: 'Active comparator' }, staysBlinded: 'Everybody else at the site.' }, 201)
    : stale();
}

const standingAt = (place: string) => ({
  ...state.standing,
  revision: state.records.get(place)?.revision ?? state.standing.revision,
});

function ifPresent(at: string[], request: Request, then: () => MockAnswer): MockAnswer {
  const revision = state.records.get(placeOf(at, request))?.revision;
  return revision === undefined || revision === request.body.revision
    ? then()
    : refused(409, 'revision-conflict', 'Somebody saved this form before you', { currentRevision: revision });
}

function sign(): MockAnswer {
  if (!state.fresh) {
    return stale();
  }
  const signature = { by: 'Ivan Investigator', at: NOW, meaning: 'I confirm.', revision: 1, contentHash: '', valid: true };
  state.standing = { ...state.standing, signed: true, signatures: [signature] };
  return ok(state.standing, 201);
}

function signSubject(body: Record<string, unknown>): MockAnswer {
  const present = groupStanding({});
  if (!state.fresh) {
    return stale();
  }
  return body.contentHash === present.contentHash
    ? ok(present)
    : refused(409, 'revision-conflict', 'Somebody saved this form before you', { detail: 'The data have changed since.' });
}

function closeItems([, event, form]: string[], body: { action: string; items: string[]; reason: string }): MockAnswer {
  const left = (known: string[] = []) => known.filter((item) => !body.items.includes(item));
  const frozen = [...left(state.standing.frozen), ...(body.action === 'freeze' ? body.items : [])];
  const locked = [...left(state.standing.locked), ...(body.action === 'lock' ? body.items : [])];
  const mark = { by: 'Dario Datamanager', at: NOW, revision: 1, items: body.items, text: body.reason };
  const marks = [...state.standing.marks, { ...mark, number: state.standing.marks.length + 1, action: `${body.action}-items` }];
  state.standing = { ...state.standing, frozen, locked, marks };
  const place = `${event}/${form}/1`;
  const record = state.records.get(place);
  if (record) {
    state.records.set(place, { ...record, frozen, locked });
  }
  return ok(state.standing);
}

function closeStudy(action: string): MockAnswer {
  const closed = { freeze: 'frozen', unfreeze: 'open', lock: 'locked', unlock: 'open' }[action] ?? 'open';
  state.lock = { locked: closed === 'locked', state: closed };
  return ok(state.lock, 201);
}

function queriesLike({ search }: Request) {
  const [subject, status] = [search.get('subject'), search.get('status')];
  return QUERIES.filter((query) => (!subject || query.subject === subject) && (!status || query.status === status));
}

const QUERY_AGES = {
  asOf: NOW,
  sites: [
    {
      site: '02',
      buckets: ['0-7', '8-14', '15-30', '31+'].map((days) => ({ days, open: 0, answered: days === '15-30' ? 1 : 0 })),
    },
  ],
};

/** In this mock, somebody else was faster with every second query. */
function changeQueries(body: Record<string, unknown>): MockAnswer {
  const entries = body.entries as { query: string }[];
  return ok({
    entries: entries.map((_, index) =>
      index % 2 === 0
        ? { index, outcome: 'closed' }
        : { index, outcome: 'refused', detail: 'mona.monitor closed it a moment ago.' },
    ),
  });
}

const clocksIn = (wanted: string | null) => ({
  items: clocks().filter((clock) => !wanted || clock.state === wanted),
  next: null,
});

function importFile(request: Request): MockAnswer {
  const found = imported(request.text, request.search.get('dryRun') === 'true');
  return typeof found === 'string'
    ? { status: 200, text: found }
    : refused(422, 'check-failed', 'A check failed', {
        detail: `One line is not acceptable, the first of them line ${found[0]!.line}; nothing was imported.`,
        lines: found,
      });
}

function migrate(subjects: string[]): MockAnswer {
  return ok({
    to: '2.0',
    items: subjects.map((subject, i) =>
      i === 0 ? { subject, outcome: 'refused', why: 'A draft is open.' } : { subject, outcome: 'migrated', from: '1.0' },
    ),
  });
}

const siteStanding = (site: string) => state.sites.get(site) ?? groupStanding({});

function closeSite(site: string, body: Record<string, unknown>) {
  const earlier = siteStanding(site).marks;
  const mark = { number: earlier.length + 1, action: String(body.action), by: 'Dario Datamanager', at: NOW, revision: 0, items: [], text: String(body.reason) };
  const standing = { ...groupStanding(body), marks: [...earlier, mark] };
  state.sites.set(site, standing);
  return standing;
}

function subjectStanding(id: string) {
  const site = siteStanding(id.slice(0, 2));
  const closedWith = site.state === 'open' ? null : { level: 'site', state: site.state, by: 'Dario Datamanager', since: NOW };
  return { ...groupStanding({}), closedWith };
}

function groupStanding(body: Record<string, unknown>): GroupStanding {
  const closed = body.action === 'freeze' ? 'frozen' : body.action === 'lock' ? 'locked' : 'open';
  const saved = [...state.revisions.values()].flat().length;
  return { state: closed, contentHash: saved === 0 ? 'c0ffee' : `c0ffee-${saved}`, signatures: [], marks: [] };
}

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

function randomize(request: Request): MockAnswer {
  const subject = state.subjects.find((s) => s.subject === request.body.subject);
  if (!subject) {
    return refused(404, 'not-found', 'There is nothing here, or not for you');
  }
  const given = { randomizationNumber: 'R-4821', kit: 'K-70315', randomizedAt: NOW };
  Object.assign(subject, given, { status: 'randomized' });
  return ok({ subject: subject.subject, ...given }, 201);
}

function save([, event, form]: string[], request: Request): MockAnswer {
  const values = (request.body.values ?? {}) as Record<string, number>;
  if ((request.headers['If-None-Match'] ?? request.headers['if-none-match']) && state.records.has(`${event}/${form}/${request.search.get('repeat')}`)) {
    return overtaken(values, false);
  }
  if (typeof values.DIABP === 'number' && typeof values.SYSBP === 'number' && values.DIABP >= values.SYSBP) {
    return refused(422, 'check-failed', 'A check failed', {
      detail: 'Nothing was saved: 1 value does not agree with another.',
      fix: 'Correct the marked values and save again.',
      findings: [
        {
          check: 'VITALS_BP',
          severity: 'error',
          items: ['SYSBP', 'DIABP'],
          message: `Systolic must be above diastolic (${values.SYSBP} / ${values.DIABP}).`,
        },
      ],
    });
  }
  const reason = String(request.body.reasonForChange);
  if (reason.startsWith('Too late')) {
    return overtaken(values, reason === 'Too late');
  }
  if (values.SYSBP === 190 && !request.body.warningReasons) {
    return refused(422, 'reason-required', 'A reason is needed', {
      findings: [{ check: 'HIGH', severity: 'warning', items: ['SYSBP'], message: 'The pressure is very high.' }],
    });
  }
  const repeat = Number(request.search.get('repeat') ?? '1');
  const key = `${event}/${form}/${repeat}`;
  const added = addedTo(form!, values);
  const record = {
    ...(request.body as Partial<FormRecord>),
    values: { ...values, ...added },
    carried: Object.keys(added).filter((item) => item !== 'MADRS_TOTAL'),
    study: STUDY.study,
    event,
    form,
    repeat,
    revision: (state.records.get(key)?.revision ?? 0) + 1,
    savedAt: NOW,
    savedBy: 'nora.nurse',
    findings: request.body.windowReason
      ? [{ check: 'WINDOW', severity: 'warning', items: [], message: 'Outside the window.' }]
      : [],
  } as unknown as FormRecord;
  state.records.set(key, record);
  state.revisions.set(key, [...(state.revisions.get(key) ?? []), record]);
  state.drafts.delete(key);
  return ok(record, 201);
}
