import type { ScheduledEvent } from './api/types';

export type KeyTime = { anchor: string; at: string | null };

/** A study's own name of an instant that windows are measured from, in words: infusionStart is “Infusion start”. */
export function anchorName(anchor: string): string {
  const words = anchor
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The instants that are known of a subject, in their order, and then the first that its schedule waits for. Of an event whose forms
 * are all hidden the instant may be, too, so that nobody knows whether it is awaited.
 */
export function keyTimes(known: Record<string, string | null>, events: ScheduledEvent[]): KeyTime[] {
  const times = Object.entries(known)
    .filter((each): each is [string, string] => each[1] !== null)
    .sort(([, one], [, other]) => Date.parse(one) - Date.parse(other))
    .map(([anchor, at]) => ({ anchor, at }));
  const awaited = events.find(
    ({ anchor, forms }) => anchor && !known[anchor] && forms.some((form) => form.access !== 'none'),
  )?.anchor;
  return awaited ? [...times, { anchor: awaited, at: null }] : times;
}
