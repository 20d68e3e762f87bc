import { describe, expect, it } from 'vitest';
import { formatEntered, formatInstant, formatWindow, fromLocalField, toLocalField, withOffset } from '../src/time';

describe('a local date and time at the site', () => {
  it.each([
    ['2026-03-01T10:40', 'Europe/Zurich', '2026-03-01T09:40:00Z'],
    ['2026-07-01T10:40', 'Europe/Zurich', '2026-07-01T08:40:00Z'],
    ['2026-03-01T10:40', 'America/New_York', '2026-03-01T15:40:00Z'],
    ['2026-03-01T10:40', 'Asia/Kolkata', '2026-03-01T05:10:00Z'],
    ['2026-03-01T00:05', 'Pacific/Auckland', '2026-02-28T11:05:00Z'],
    ['2026-03-01T10:40', 'UTC', '2026-03-01T10:40:00Z'],
  ])('%s in %s is the instant %s, and back', (local, zone, instant) => {
    expect(fromLocalField(local, zone)).toBe(instant);
    expect(toLocalField(instant, zone)).toBe(local);
  });

  it('is no instant in the hour that summer time skips', () => {
    expect(fromLocalField('2026-03-29T02:30', 'Europe/Zurich')).toBeNull();
    expect(fromLocalField('2026-03-29T03:30', 'Europe/Zurich')).toBe('2026-03-29T01:30:00Z');
  });

  it('is the earlier instant in the hour that comes twice', () => {
    expect(fromLocalField('2026-10-25T02:30', 'Europe/Zurich')).toBe('2026-10-25T00:30:00Z');
  });

  it.each(['', '2026-03-01', '2026-13-01T10:00', '2026-02-30T10:00', 'yesterday'])('refuses “%s”', (local) => {
    expect(fromLocalField(local, 'Europe/Zurich')).toBeNull();
  });
});

describe('times for people', () => {
  it('name the zone', () => {
    expect(formatInstant('2026-03-01T09:40:00Z', 'Europe/Zurich')).toBe('1 Mar 2026, 10:40 CET');
  });

  it('say the date of a window once where it is the same', () => {
    expect(formatWindow('2026-03-01T09:35:00Z', '2026-03-01T09:45:00Z', 'UTC')).toBe('1 Mar 2026, 09:35 – 09:45');
    expect(formatWindow('2026-03-01T23:00:00Z', '2026-03-02T01:00:00Z', 'UTC')).toBe(
      '1 Mar 2026, 23:00 – 2 Mar 2026, 01:00',
    );
  });
});

describe('an instant with its offset', () => {
  it.each([
    ['2026-03-01T09:40:00Z', 'Europe/Zurich', '2026-03-01T10:40:00+01:00'],
    ['2026-07-01T09:40:30Z', 'America/New_York', '2026-07-01T05:40:30-04:00'],
    ['2026-03-01T23:50:00Z', 'Asia/Kolkata', '2026-03-02T05:20:00+05:30'],
    ['2026-03-01T09:40:00Z', 'UTC', '2026-03-01T09:40:00Z'],
  ])('%s in %s is %s', (instant, zone, expected) => {
    expect(withOffset(instant, zone)).toBe(expected);
    expect(Date.parse(withOffset(instant, zone))).toBe(Date.parse(instant));
  });
});

describe('a date and time as it was entered', () => {
  it.each([
    ['2026-03-01T10:40:00+01:00', '1 Mar 2026, 10:40 CET'],
    ['2026-03-01T09:40:00Z', '1 Mar 2026, 10:40 CET'],
    ['2026-03-01T04:40:00-05:00', '1 Mar 2026, 04:40 UTC-05:00'],
    ['2026-03-01T15:10:00+05:30', '1 Mar 2026, 15:10 UTC+05:30'],
    ['no time', 'no time'],
  ])('%s reads %s at a site in Zurich', (text, shown) => {
    expect(formatEntered(text, 'Europe/Zurich')).toBe(shown);
  });
});
