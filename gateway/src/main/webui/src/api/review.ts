import type { Schedule } from './types';

/** Which revision of which form stood on the schedule, by EVENT/FORM/repeat. */
export type Entries = Record<string, number>;

export type ChangedForm = { event: string; form: string; repeat: number; name: string };

export function entriesOf(schedule: Schedule): Entries {
  return Object.fromEntries(places(schedule).map(({ place, revision }) => [place, revision]));
}

/** The forms that were entered or changed since. */
export function changedForms(before: Entries, schedule: Schedule): ChangedForm[] {
  return places(schedule)
    .filter(({ place, revision }) => before[place] !== revision)
    .map(({ changed }) => changed);
}

function places(schedule: Schedule): { place: string; revision: number; changed: ChangedForm }[] {
  return schedule.events.flatMap((event) =>
    event.forms.flatMap((form) =>
      (form.entries ?? []).map(({ repeat, revision }) => ({
        place: `${event.event}/${form.form}/${repeat}`,
        revision,
        changed: { event: event.event, form: form.form, repeat, name: `${event.name} · ${form.name}` },
      })),
    ),
  );
}
