import { type MockAnswer, ok, refused, type Route, stale } from '../answers.ts';
import { committee } from '../committee.ts';
import { ANALYSES, DESIGN, people } from '../data.ts';
import { state } from '../state.ts';

/** Interim analyses and the committee. */
export const statisticsRoutes: Route[] = [
  ['GET', /^\/mock\/committee\/(.+)$/, ([what]) => ok(committee.start(what!))],
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
