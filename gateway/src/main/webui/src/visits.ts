import type { ScheduledEvent } from './api/types';

/** One of the times at which an event took place that can happen more than once; its number is the repeat of each of its forms. */
export type Visit = { number: number; first: string; last: string };

/** The visits so far, as far as the reader may see their forms. */
export function visitsOf(event: ScheduledEvent): Visit[] {
  const entered = event.forms.flatMap((form) => form.entries ?? []);
  const numbers = [...new Set(entered.map((entry) => entry.repeat))].sort((a, b) => a - b);
  return numbers.map((number) => {
    const times = entered.filter((entry) => entry.repeat === number).map((entry) => entry.occurredAt);
    const byTime = times.sort((a, b) => Date.parse(a) - Date.parse(b));
    return { number, first: byTime[0]!, last: byTime.at(-1)! };
  });
}

/** The number of a visit that has not begun: above those of all its forms, so that no form of an earlier visit is taken for one of it. */
export const nextVisit = (event: ScheduledEvent): number => (visitsOf(event).at(-1)?.number ?? 0) + 1;

/** The repeat under which a form can be entered once more; null where it is entered once only. */
export function nextRepeat(event: ScheduledEvent | undefined, form: string): number | null {
  const scheduled = event?.forms.find((each) => each.form === form);
  if (!event || !scheduled?.repeats) {
    return null;
  }
  return event.repeating ? nextVisit(event) : Math.max(0, ...scheduled.repeats) + 1;
}
