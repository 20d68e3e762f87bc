import { type MockAnswer, ok, RANDOMIZER, refused, type Request, type Route, stale } from '../answers.ts';
import { CODE_BREAKS, DISPENSINGS, NOW, SHIPMENTS, STOCK } from '../data.ts';
import { state } from '../state.ts';

/** Randomization, kits and code breaks. */
export const randomizerRoutes: Route[] = [
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
];

function breakCode(): MockAnswer {
  return state.fresh
    ? ok({ arm: { code: 'B', name: 'Active comparator' }, staysBlinded: 'Everybody else at the site.' }, 201)
    : stale();
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
