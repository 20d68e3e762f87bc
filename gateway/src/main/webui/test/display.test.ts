import { describe, expect, it } from 'vitest';
import { accessTo } from '../src/access';
import type { FormRecord, Item } from '../src/api/types';
import { changedItems, displayValue } from '../src/forms/display';
import { isOutside } from '../src/forms/HeadingFields';

const record = (values: unknown, missing: unknown = {}) => ({ values, missing }) as FormRecord;
const item: Item = {
  id: 'X',
  label: 'X',
  type: 'choice',
  codeList: [
    { code: 'A', label: 'Alpha' },
    { code: 2, label: 'Two' },
  ],
};

describe('a value for people', () => {
  it.each([
    [item, { X: 'A' }, 'Alpha'],
    [{ ...item, type: 'integer' as const }, { X: 2 }, 'Two'],
    [{ ...item, type: 'choices' as const }, { X: ['A', 'B'] }, 'Alpha, B'],
    [{ ...item, type: 'boolean' as const, codeList: null }, { X: false }, 'No'],
    [{ ...item, type: 'integer' as const, codeList: null, unit: 'mmHg' }, { X: 0 }, '0 mmHg'],
    [item, {}, '—'],
  ])('%#', (of, values, text) => {
    expect(displayValue(of as Item, record(values), 'UTC')).toBe(text);
  });

  it('is the reason where it is missing', () => {
    expect(displayValue(item, record({}, { X: 'refused' }), 'UTC')).toBe('Refused');
  });
});

it('a revision names the items it changed', () => {
  const before = record({ A: 1, B: 2, C: [1] }, {});
  const after = record({ A: 1, B: 3, C: [1] }, { D: 'unknown' });
  expect(changedItems(before, after)).toEqual(['B', 'D']);
});

it.each([
  ['2026-03-01T09:34:59Z', true],
  ['2026-03-01T09:35:00Z', false],
  ['2026-03-01T09:45:00Z', false],
  ['2026-03-01T09:45:01Z', true],
])('windows are inclusive: %s outside is %s', (at, outside) => {
  const event = {
    event: 'PLUS40',
    name: '+40',
    state: 'late' as const,
    forms: [],
    from: '2026-03-01T09:35:00Z',
    to: '2026-03-01T09:45:00Z',
  };
  expect(isOutside(event, at)).toBe(outside);
});

describe('access', () => {
  const me = {
    id: 'id-of-nora',
    name: 'Nora',
    username: 'nora',
    studies: [
      { study: 'A', roles: ['dose-nurse'], sites: ['01'], permissions: ['subject.read'] },
      { study: 'B', roles: ['monitor'], sites: null, permissions: ['subject.read'] },
    ],
  };

  it('is what the study’s roles give, at their sites', () => {
    expect(accessTo(me, 'A').may('subject.read')).toBe(true);
    expect(accessTo(me, 'A').may('subject.screen')).toBe(false);
    expect(accessTo(me, 'A').mayAtSite('subject.read', '01')).toBe(true);
    expect(accessTo(me, 'A').mayAtSite('subject.read', '02')).toBe(false);
    expect(accessTo(me, 'B').mayAtSite('subject.read', '02')).toBe(true);
  });

  it('is nothing in a study one does not belong to', () => {
    expect(accessTo(me, 'C').may('subject.read')).toBe(false);
    expect(accessTo(me, 'C').sites).toEqual([]);
  });
});
