import type { GroupStanding } from '../../src/api/closing';
import { ECRF, type MockAnswer, ok, placeOf, refused, type Request, type Route, stale, SUBJECT } from '../answers.ts';
import { CHECKLIST, NOW } from '../data.ts';
import { state } from '../state.ts';

/** Review, verification, signatures, and what is frozen or locked. */
export const reviewRoutes: Route[] = [
  ['GET', new RegExp(`^${ECRF}/KET-TRD-01/sites/([^/]+)/standing$`), ([site]) => ok(siteStanding(site!))],
  ['POST', new RegExp(`^${ECRF}/KET-TRD-01/sites/([^/]+)/closure$`), ([site], { body }) => ok(closeSite(site!, body))],
  ['GET', new RegExp(`^${SUBJECT}/standing$`), ([id]) => ok(subjectStanding(id!))],
  ['GET', new RegExp(`^${SUBJECT}/migrations$`), () => ok({ items: [] })],
  ['POST', new RegExp(`^${SUBJECT}/signature$`), (_, { body }) => signSubject(body)],
  ['POST', new RegExp(`^${SUBJECT}/closure$`), (_, { body }) => ok(groupStanding(body))],
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
];

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
