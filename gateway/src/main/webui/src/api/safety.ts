import { queryOptions } from '@tanstack/react-query';
import { read } from './client';
import { paged } from './paged';
import { paths } from './queries';

export type ClockState = 'running' | 'met' | 'met-late' | 'overdue';

export type ReportingClock = {
  subject: string;
  site: string;
  clock: string;
  name: string;
  event: string;
  form: string;
  repeat: number;
  /** The report was not begun: event, form and repeat are those of the adverse event. */
  reportMissing: boolean;
  state: ClockState;
  startedAt: string;
  dueAt: string;
  stoppedAt?: string;
};

export type ClockCount = { clock: string; name: string; running: number; met: number; metLate: number; overdue: number };

export type Notice = {
  id: string;
  subject: string;
  site: string;
  event: string;
  form: string;
  repeat: number;
  check: string;
  text: string;
  raisedAt: string;
  status: 'open' | 'resolved';
  resolvedAt?: string | null;
  resolvedBy?: string | null;
  resolution?: string | null;
  important?: boolean | null;
};

export type AdverseEvent = {
  subject: string;
  site: string;
  event: string;
  form: string;
  repeat: number;
  term?: string;
  start?: string;
  /** What is known of the date where the time of day is not: a year, a month or a day. */
  startDate?: string;
  serious?: boolean;
  criteria: string[];
  expected?: boolean;
  special?: string;
  /** Negative before the first dose. */
  onsetMinutes?: number;
  /** By the calendar, where the date alone is known: both the same if the day is. */
  onsetDaysFrom?: number;
  onsetDaysTo?: number;
  dose?: string;
};

export type Ending = { subject: string; site: string; status: string; end: string; reason?: string; criteria: string[] };

export type Relapse = { subject: string; site: string; since: string; relapsed: boolean; at?: string; cause?: string };

export const clocksQuery = (study: string, site: string | null, state: ClockState) =>
  paged<ReportingClock>(['study', study, 'safety', 'clocks'], `${paths.study(study)}/reporting-clocks`, {
    site,
    state,
    limit: 200,
  });

export const clockSummaryQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'safety', 'clock-summary'],
    queryFn: () => read<{ asOf: string; clocks: ClockCount[] }>(`${paths.study(study)}/reporting-clocks/summary`),
  });

export const noticesQuery = (study: string, kind: 'alerts' | 'deviations', site: string | null, status: string) =>
  paged<Notice>(['study', study, 'safety', kind], `${paths.study(study)}/${kind}`, { site, status, limit: 50 });

export const adverseEventsQuery = (study: string, site: string | null, serious: boolean) =>
  paged<AdverseEvent>(['study', study, 'safety', 'events'], `${paths.study(study)}/adverse-events`, {
    site,
    serious,
    limit: 100,
  });

export const endingsQuery = (study: string, site: string | null) =>
  paged<Ending>(['study', study, 'safety', 'endings'], `${paths.study(study)}/dispositions`, { site, limit: 100 });

export const relapsesQuery = (study: string, site: string | null) =>
  paged<Relapse>(['study', study, 'safety', 'relapses'], `${paths.study(study)}/relapses`, { site, limit: 100 });
