import type { AdverseEvent, ClockCount, Ending, Notice, Relapse, ReportingClock } from '../src/api/safety';

const H = 3_600_000;
const from = (hours: number) => new Date(Date.now() + hours * H).toISOString();

const clock = (more: Partial<ReportingClock>): ReportingClock => ({
  subject: '01-002',
  site: '01',
  clock: 'SPONSOR_24H',
  name: 'Awareness to report to the sponsor',
  event: 'COMMON',
  form: 'SAE',
  repeat: 1,
  reportMissing: false,
  state: 'running',
  startedAt: from(-10),
  dueAt: from(14),
  ...more,
});

export const clocks = (): ReportingClock[] => [
  clock({ subject: '01-014', dueAt: from(14), form: 'AE', repeat: 2, reportMissing: true }),
  clock({ subject: '02-003', site: '02', startedAt: from(-29), dueAt: from(-5), state: 'overdue' }),
  clock({
    clock: 'AUTHORITY_7D',
    name: 'Report to the authority, fatal or life-threatening',
    startedAt: from(-100),
    dueAt: from(2),
  }),
  clock({ state: 'met-late', startedAt: from(-300), dueAt: from(-276), stoppedAt: from(-274) }),
  clock({ subject: '01-005', state: 'met', startedAt: from(-300), dueAt: from(-276), stoppedAt: from(-290) }),
];

export const CLOCK_SUMMARY: ClockCount[] = [
  { clock: 'SPONSOR_24H', name: 'Awareness to report to the sponsor', running: 1, met: 4, metLate: 1, overdue: 2 },
];

const notice = (more: Partial<Notice>): Notice => ({
  id: 'n1',
  subject: '01-002',
  site: '01',
  event: 'PREDOSE',
  form: 'VITALS',
  repeat: 1,
  check: 'BP_HIGH',
  text: 'Systolic blood pressure of 184 mmHg after the dose.',
  raisedAt: from(-2),
  status: 'open',
  resolvedAt: null,
  resolvedBy: null,
  resolution: null,
  important: null,
  ...more,
});

let notices: Record<'alerts' | 'deviations', Notice[]>;

export function newNotices() {
  notices = {
    alerts: [notice({}), notice({ id: 'n2', status: 'resolved', resolvedAt: from(-1), resolvedBy: 'ivan.investigator' })],
    deviations: [notice({ id: 'd1', check: 'window', text: 'Vital signs were taken 12 minutes after the window.' })],
  };
}

newNotices();

export const noticesOf = (kind: 'alerts' | 'deviations', status: string | null) =>
  notices[kind].filter((each) => !status || each.status === status);

export function resolve(kind: 'alerts' | 'deviations', id: string, body: { text?: string; cause?: string; important?: boolean }) {
  notices[kind] = notices[kind].map((each) =>
    each.id === id
      ? {
          ...each,
          status: 'resolved',
          resolvedAt: from(0),
          resolvedBy: 'ivan.investigator',
          resolution: body.text ?? body.cause,
          important: body.important ?? null,
        }
      : each,
  );
  return notices[kind].find((each) => each.id === id);
}

export const ADVERSE_EVENTS: AdverseEvent[] = [
  {
    subject: '01-002',
    site: '01',
    event: 'COMMON',
    form: 'AE',
    repeat: 1,
    term: 'Dissociation',
    start: from(-50),
    serious: false,
    criteria: [],
    expected: true,
    special: 'DISSOCIATION',
    onsetMinutes: 35,
    dose: 'INFUSION',
  },
  {
    subject: '01-014',
    site: '01',
    event: 'COMMON',
    form: 'AE',
    repeat: 2,
    term: 'Syncope at home',
    start: from(-12),
    serious: true,
    criteria: ['AE_HOSPITAL'],
    expected: false,
  },
  ...(
    [
      [3, 'Headache', '2026-03-01', -10, -10],
      [4, 'Sore throat', '2026-03', -8, 22],
      [5, 'Drowsiness', '2026-03-11', 0, 0],
    ] as const
  ).map(([repeat, term, startDate, onsetDaysFrom, onsetDaysTo]) => ({
    subject: '01-014',
    site: '01',
    event: 'COMMON',
    form: 'AE',
    repeat,
    term,
    startDate,
    serious: false,
    criteria: [],
    expected: true,
    onsetDaysFrom,
    onsetDaysTo,
    dose: 'INFUSION',
  })),
  {
    subject: '01-014',
    site: '01',
    event: 'COMMON',
    form: 'AE',
    repeat: 6,
    term: 'Cough',
    start: from(-80),
    serious: false,
    criteria: [],
    expected: true,
    onsetMinutes: -2880,
    dose: 'INFUSION',
  },
];

export const ENDINGS: Ending[] = [
  { subject: '01-004', site: '01', status: 'screen-failed', end: from(-200), reason: 'NOT_ELIGIBLE', criteria: ['E05'] },
];

export const RELAPSES: Relapse[] = [{ subject: '01-005', site: '01', since: from(-300), relapsed: true, at: from(-20), cause: 'score' }];
