import { ECRF, type MockAnswer, ok, RANDOMIZER, refused, type Request, type Route } from '../answers.ts';
import { AUDIT_KEYS, AUDIT_ROOT, auditRoots, CHANGES, CUTS, imported, MAPPINGS, TRIAL, VERIFICATION, VERSIONS } from '../exchange.ts';

/** Files in and out, versions of the study, and the audit. */
export const exchangeRoutes: Route[] = [
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
];

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
