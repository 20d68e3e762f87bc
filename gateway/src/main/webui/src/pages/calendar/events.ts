import type { ScheduledEvent, ScheduledForm, WorkItem, WorkState } from '../../api/types';

/** A line of an event: something to do or done, a form that may be added, or one that is hidden from the reader. */
export type Line = { form: ScheduledForm; entry?: WorkItem; repeat: number };

export type Planned = { target?: string; from?: string; to?: string };

export type CalendarEvent = { event: ScheduledEvent; planned: Planned; state: WorkState | null; lines: Line[] };

/** The first that is found among an event's lines says how the event stands. */
const WEIGHT: WorkState[] = [
  'late',
  'due',
  'in-window',
  'missed',
  'not-yet',
  'waiting',
  'out-of-window',
  'done',
  'not-expected',
];

const OPEN = new Set<WorkState>(['late', 'due', 'in-window']);
const AHEAD = new Set<WorkState>(['not-yet', 'waiting']);
const OFF = new Set<WorkState>(['late', 'missed', 'out-of-window']);

export type Shown = 'all' | 'due' | 'ahead' | 'done' | 'off';

const FILTERS: Record<Exclude<Shown, 'all'>, (state: WorkState) => boolean> = {
  due: (state) => OPEN.has(state),
  ahead: (state) => AHEAD.has(state),
  done: (state) => state === 'done' || state === 'out-of-window',
  off: (state) => OFF.has(state),
};

/** Events in the order of the schedule, with what the calendar says of each of their forms. */
export function calendarEvents(schedule: ScheduledEvent[], entries: WorkItem[]): CalendarEvent[] {
  return schedule.map((event) => {
    const own = entries.filter((entry) => entry.event === event.event);
    const lines = event.forms.flatMap((form) =>
      linesOf(
        form,
        own.filter((entry) => entry.form === form.form),
      ),
    );
    const states = new Set(lines.flatMap((line) => (line.entry ? [line.entry.state] : [])));
    return { event, planned: plannedOf(event, own), state: WEIGHT.find((state) => states.has(state)) ?? null, lines };
  });
}

/** The event's own times, or those by which it is expected as long as its anchor is not known. */
function plannedOf(event: ScheduledEvent, entries: WorkItem[]): Planned {
  const expected = entries.find((entry) => !entry.reading && (entry.target ?? entry.from));
  const { target, from, to } = event.target || event.from ? event : (expected ?? {});
  return { ...(target ? { target } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

function linesOf(form: ScheduledForm, entries: WorkItem[]): Line[] {
  if (form.access === 'none' || entries.length === 0) {
    return [{ form, repeat: 1 }];
  }
  return entries.map((entry) => ({ form, entry, repeat: entry.repeat ?? entry.nextRepeat ?? 1 }));
}

export function only(events: CalendarEvent[], shown: Shown): CalendarEvent[] {
  if (shown === 'all') {
    return events;
  }
  return events
    .map((each) => ({ ...each, lines: each.lines.filter(({ entry }) => entry && FILTERS[shown](entry.state)) }))
    .filter((each) => each.lines.length > 0);
}

export const countOf = (events: CalendarEvent[], shown: Shown): number =>
  only(events, shown).reduce((sum, each) => sum + each.lines.length, 0);

/** What nobody has to look at now: it has no date yet, or will not happen. */
export const isApart = ({ state }: CalendarEvent) => state === 'waiting' || state === 'not-expected';

/** Where work goes on: the first event with something that can be done, or else the first that is still to come. */
export function nextEvent(events: CalendarEvent[]): CalendarEvent | undefined {
  return (
    events.find(({ state }) => state !== null && OPEN.has(state)) ??
    events.find(({ state, planned }) => state === 'not-yet' && Boolean(planned.target ?? planned.from))
  );
}
