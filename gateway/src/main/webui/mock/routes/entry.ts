import type { FormRecord } from '../../src/api/types';
import { type MockAnswer, ok, placeOf, refused, type Request, type Route, SUBJECT } from '../answers.ts';
import { casebookOf, changesOf, differences } from '../casebook.ts';
import { NOW, STUDY } from '../data.ts';
import { addedTo } from '../records.ts';
import { state } from '../state.ts';

const DRAFT = new RegExp(`^${SUBJECT}/events/([^/]+)/forms/([^/]+)/draft$`);

/** Forms as they are entered, their histories and their drafts. */
export const entryRoutes: Route[] = [
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
];

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
    definitionVersion: '1.0',
    nextVersion: '1.0',
    ...state.signedUnder.get(key),
    findings: request.body.windowReason
      ? [{ check: 'WINDOW', severity: 'warning', items: [], message: 'Outside the window.' }]
      : [],
  } as unknown as FormRecord;
  state.records.set(key, record);
  state.revisions.set(key, [...(state.revisions.get(key) ?? []), record]);
  state.drafts.delete(key);
  return ok(record, 201);
}
