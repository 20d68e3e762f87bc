import type { Schedule, ScheduledEvent, ScheduledForm, WorkItem } from '../src/api/types';

type Standing = Partial<WorkItem> & Pick<WorkItem, 'state'>;

const STANDINGS: Record<string, Standing[]> = {
  PREDOSE: [
    { state: 'done', repeat: 1, actualAt: '2026-03-04T07:02:00Z', fromTarget: 'PT2M' },
    {
      state: 'out-of-window',
      repeat: 1,
      actualAt: '2026-03-04T07:37:00Z',
      fromTarget: 'PT37M',
      outsideBy: 'PT7M',
      reason: 'The subject was late',
    },
    { state: 'missed', repeat: 1, actualAt: '2026-03-04T07:00:00Z', fromTarget: 'PT0S', reason: 'refused' },
  ],
  INFUSION: [{ state: 'late', lateBy: 'PT1H5M' }],
  PLUS40: [{ state: 'due' }, { state: 'in-window' }],
  PLUS230: [{ state: 'out-of-window', repeat: 1, actualAt: '2026-03-04T11:00:00Z', outsideBy: 'PT-20M' }],
  DAY7: [{ state: 'waiting' }],
  H72: [{ state: 'not-expected' }],
};

const READINGS = ['PT10M', 'PT30M'];

/** In this mock, each event has lines in states of its own. */
export function calendarOf({ subject, asOf, events }: Schedule) {
  return {
    subject,
    asOf,
    entries: events
      .filter((event) => event.event !== 'COMMON')
      .flatMap((event) => event.forms.filter((form) => form.access !== 'none').flatMap((form, i) => lines(subject, event, form, i))),
  };
}

function lines(subject: string, event: ScheduledEvent, form: ScheduledForm, place: number): WorkItem[] {
  const standings = STANDINGS[event.event] ?? [];
  const item: WorkItem = {
    subject,
    event: event.event,
    eventName: event.name,
    form: form.form,
    formName: form.name,
    mine: form.access === 'enter',
    required: true,
    ...(event.target ? { target: event.target } : {}),
    ...(event.from ? { from: event.from } : {}),
    ...(event.to ? { to: event.to } : {}),
    ...(standings[place] ?? standings.at(-1) ?? { state: 'not-yet' }),
  };
  const readings = event.event === 'INFUSION' ? READINGS.map((reading) => ({ ...item, reading, nextRepeat: 5, target: asReading(reading) })) : [];
  return [item, ...readings];
}

const asReading = (reading: string) =>
  new Date(Date.parse('2026-03-04T08:00:00Z') + Number(/\d+/.exec(reading)![0]) * 60_000).toISOString();
