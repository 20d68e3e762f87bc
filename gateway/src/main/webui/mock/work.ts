import type { DoseDay, SiteWork, WorkItem } from '../src/api/types';

/** A dose that began 38 minutes ago, whenever that is. */
const minute = (minutes: number) =>
  new Date(Math.floor(Date.now() / 60_000) * 60_000 + (minutes - 38) * 60_000).toISOString().replace('.000Z', 'Z');

const item = (event: string, eventName: string, form: string, formName: string, more: Partial<WorkItem>): WorkItem => ({
  subject: '01-002',
  event,
  eventName,
  form,
  formName,
  mine: true,
  required: true,
  state: 'not-yet',
  ...more,
});

const VITALS_30 = item('INFUSION', 'Infusion', 'VITALS', 'Vital signs and SpO2', {
  state: 'late',
  reading: 'PT30M',
  nextRepeat: 4,
  target: minute(30),
  from: minute(26),
  to: minute(34),
});
const PLUS40 = { state: 'in-window', target: minute(40), from: minute(35), to: minute(45) } as const;
const VITALS_40 = item('PLUS40', '+40 minutes', 'VITALS', 'Vital signs and SpO2', PLUS40);
const CADSS_40 = item('PLUS40', '+40 minutes', 'CADSS', 'CADSS', PLUS40);
const VITALS_70 = item('PLUS80', '+80 minutes', 'VITALS', 'Vital signs and SpO2', {
  reading: 'PT70M',
  nextRepeat: 1,
  target: minute(70),
  from: minute(65),
  to: minute(75),
});
const VITALS_20 = item('INFUSION', 'Infusion', 'VITALS', 'Vital signs and SpO2', {
  state: 'done',
  reading: 'PT20M',
  target: minute(20),
  repeat: 3,
  actualAt: minute(21),
});
const MADRS = item('H24', '24 hours', 'MADRS', 'MADRS', { target: minute(1440), from: minute(1200), to: minute(1680) });

const DOSE_ROLES = ['nurse', 'investigator'];

export function doseDay(subject: string, role: string): DoseDay {
  const sees = DOSE_ROLES.includes(role);
  return {
    subject,
    site: subject.slice(0, 2),
    asOf: minute(38),
    anchor: 'infusionStart',
    start: minute(0),
    late: sees ? [VITALS_30] : [],
    now: sees ? [VITALS_40, CADSS_40] : [],
    next: sees ? [VITALS_70] : [],
    done: sees ? [VITALS_20] : [],
    alerts: sees ? 1 : 0,
  };
}

export function siteWork(site: string, role: string): SiteWork {
  const day = doseDay(`${site}-002`, role);
  const madrs = { ...MADRS, mine: role === 'rater' };
  const [queries, clocks] = [role === 'rater' ? 1 : 3, day.alerts > 0 ? 2 : 0];
  return { site, asOf: day.asOf, late: day.late, now: day.now, next: [madrs], waiting: [], alerts: day.alerts, queries, clocks };
}
