/** Instants are UTC on the wire; people read and write them in their site's zone. */

type Parts = { year: number; month: number; day: number; hour: number; minute: number; second: number };

function partsIn(zone: string, epoch: number): Parts {
  const parts: Record<string, number> = {};
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  for (const part of format.formatToParts(epoch)) {
    parts[part.type] = Number(part.value);
  }
  return parts as unknown as Parts;
}

const two = (n: number) => String(n).padStart(2, '0');

/** "2026-03-01T10:40", as a datetime-local field takes it. */
export function toLocalField(instant: string, zone: string): string {
  const p = partsIn(zone, Date.parse(instant));
  return `${p.year}-${two(p.month)}-${two(p.day)}T${two(p.hour)}:${two(p.minute)}`;
}

/**
 * The instants of a local date and time, earliest first: none where it is malformed or the clock skips it (start of summer time), two
 * where the clock shows it twice (end of summer time).
 */
export function instantsOf(local: string, zone: string): string[] {
  const asIfUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(local) ? Date.parse(`${local}Z`) : NaN;
  if (Number.isNaN(asIfUtc)) {
    return [];
  }
  const wanted = local.slice(0, 16);
  const candidates = [asIfUtc - 86_400_000, asIfUtc + 86_400_000].map((near) => asIfUtc - offsetAt(near, zone));
  const matching = candidates.map(iso).filter((instant) => toLocalField(instant, zone) === wanted);
  return [...new Set(matching)].sort();
}

/** The instant of a local date and time, the earlier one where the clock shows it twice; null where there is none. */
export const fromLocalField = (local: string, zone: string): string | null => instantsOf(local, zone)[0] ?? null;

/**
 * The instant of what stands in a field. What nobody changed stays what it was, with the seconds that the field does not show, and in
 * an hour that comes twice the one of the two that it was.
 */
export function instantIn(local: string, zone: string, enteredAs: string | null | undefined): string | null {
  return enteredAs && toLocalField(enteredAs, zone) === local ? enteredAs : fromLocalField(local, zone);
}

/** The instant as the clock on the wall shows it: "2026-03-01T10:40:00+01:00". */
export function withOffset(instant: string, zone: string): string {
  const epoch = Date.parse(instant);
  const minutes = Math.round(offsetAt(epoch, zone) / 60_000);
  if (minutes === 0) {
    return instant;
  }
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${new Date(epoch + minutes * 60_000).toISOString().slice(0, 19)}${offset}`;
}

const WITH_OFFSET = /([+-])(\d\d):(\d\d)$/;

/**
 * A date and time as it was entered: in the site's zone, or, where it came with an offset that the site's clock did not have then, as
 * it stood on the clock of whoever entered it, with that offset: "1 Mar 2026, 04:40 UTC-05:00".
 */
export function formatEntered(text: string, zone: string): string {
  const epoch = Date.parse(text);
  if (Number.isNaN(epoch)) {
    return text;
  }
  const offset = WITH_OFFSET.exec(text);
  const minutes = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  if (!offset || minutes * 60_000 === offsetAt(epoch, zone)) {
    return formatInstant(text, zone);
  }
  return `${formatShort(new Date(epoch + minutes * 60_000).toISOString(), 'UTC')} UTC${offset[0]}`;
}

function offsetAt(epoch: number, zone: string): number {
  const p = partsIn(zone, epoch);
  return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) - Math.floor(epoch / 1000) * 1000;
}

/** The same instant, without an offset. */
export const toUtc = (instant: string): string => (instant.endsWith('Z') ? instant : iso(Date.parse(instant)));

const iso = (epoch: number) => new Date(epoch).toISOString().replace(/\.000Z$/, 'Z');

export function now(): string {
  return iso(Math.floor(Date.now() / 60_000) * 60_000);
}

/** "1 Mar 2026, 10:40 CET". */
export function formatInstant(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(Date.parse(instant));
}

/** A window in one line; the date is said once where both ends share it. */
export function formatWindow(from: string, to: string, zone: string): string {
  const sameDay = toLocalField(from, zone).slice(0, 10) === toLocalField(to, zone).slice(0, 10);
  if (!sameDay) {
    return `${formatShort(from, zone)} – ${formatShort(to, zone)}`;
  }
  return `${formatShort(from, zone)} – ${toLocalField(to, zone).slice(11)}`;
}

/** From the first to the last of what was done; one time where that is all. */
export function formatSpan(first: string, last: string, zone: string): string {
  const same = toLocalField(first, zone) === toLocalField(last, zone);
  return same ? formatShort(first, zone) : formatWindow(first, last, zone);
}

/** "1 Mar 2026, 10:40", where the zone is named beside it. */
export function formatShort(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(Date.parse(instant));
}

/** "10:40", where the day is clear. */
export function timeOfDay(instant: string, zone: string): string {
  return toLocalField(instant, zone).slice(11);
}

/** Whole minutes from now until an instant, by the minute: negative once its minute has passed. */
export function minutesUntil(instant: string, now: number): number {
  return Math.floor(Date.parse(instant) / 60_000) - Math.floor(now / 60_000);
}

/** "38 min", "2 h 5 min", "3 d 4 h". */
export function spell(minutes: number): string {
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  if (minutes < 0) {
    return `−${spell(-minutes)}`;
  }
  if (days > 0) {
    return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  }
  if (hours > 0) {
    return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  }
  return `${rest} min`;
}

const DURATION = /^PT(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+)(?:\.\d+)?S)?$/;

/** Whole minutes of a duration as the services write it, such as PT1H30M or PT-5M; null where it is none. */
export function minutesOf(duration: string): number | null {
  const found = DURATION.exec(duration);
  return found ? Math.trunc((Number(found[1] ?? 0) * 3600 + Number(found[2] ?? 0) * 60 + Number(found[3] ?? 0)) / 60) : null;
}
