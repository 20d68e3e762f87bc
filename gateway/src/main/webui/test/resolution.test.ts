import { describe, expect, it } from 'vitest';
import type { ConflictingChange, FormDefinition, FormRecord, Problem } from '../src/api/types';
import { isDecided, leftToService, resolved } from '../src/forms/resolution';

const item = (id: string, more = {}) => ({ id, label: id, type: 'integer' as const, ...more });

const FORM: FormDefinition = {
  form: 'VITALS',
  name: 'Vital signs',
  category: 'dose-day',
  itemGroups: [{ id: 'G', items: [item('SYSBP'), item('DIABP'), item('PULSE'), item('MEAN', { derivation: 'x' })] }],
};

const change = (id: string, base: number, theirs: number, yours: number): ConflictingChange => ({
  item: id,
  base: { value: base },
  theirs: { value: theirs },
  yours: { value: yours },
  conflict: theirs !== base && yours !== base,
});

const problem = (changes: ConflictingChange[], more: Partial<Problem> = {}): Problem => ({
  status: 409,
  code: 'revision-conflict',
  title: 'Somebody saved this form before you',
  currentRevision: 3,
  currentValues: { SYSBP: 131, DIABP: 80, PULSE: 70, MEAN: 97 },
  currentMissing: {},
  mergeable: false,
  changes,
  ...more,
});

const SENT = { occurredAt: '2026-03-02T09:40:00Z', windowReason: 'Late' };

describe('a conflict', () => {
  const both = change('SYSBP', 120, 131, 142);
  const mine = change('DIABP', 80, 80, 85);

  it('keeps what one side alone changed, and takes the chosen side where both did', () => {
    expect(resolved(problem([both, mine]), FORM, { SYSBP: 'theirs' }, SENT).values).toEqual({ SYSBP: 131, DIABP: 85, PULSE: 70 });
    expect(resolved(problem([both, mine]), FORM, { SYSBP: 'yours' }, SENT).values).toEqual({ SYSBP: 142, DIABP: 85, PULSE: 70 });
  });

  it('keeps a reason for a missing value as a change like another', () => {
    const gone: ConflictingChange = { item: 'PULSE', base: { value: 70 }, theirs: { value: 70 }, yours: { missing: 'not-done' }, conflict: false };
    expect(resolved(problem([gone]), FORM, {}, SENT)).toEqual({ ...SENT, values: { SYSBP: 131, DIABP: 80 }, missing: { PULSE: 'not-done' } });
  });

  it('takes the time of the observation from the side that changed it', () => {
    const at: ConflictingChange = {
      item: 'occurredAt',
      base: { value: '2026-03-02T09:40:00Z' },
      theirs: { value: '2026-03-02T09:41:00Z' },
      yours: { value: '2026-03-02T09:40:00Z' },
      conflict: false,
    };
    expect(resolved(problem([at]), FORM, {}, SENT).occurredAt).toBe('2026-03-02T09:41:00Z');
    expect(resolved(problem([both]), FORM, {}, SENT)).toMatchObject(SENT);
  });

  it('is decided once each place that both changed is', () => {
    expect(isDecided(problem([both, mine]), {})).toBe(false);
    expect(isDecided(problem([both, mine]), { SYSBP: 'yours' })).toBe(true);
    expect(isDecided(problem([mine]), {})).toBe(true);
  });

  it('leaves to the service what is carried over in the saved revision, unless it was answered here', () => {
    const record = { values: { SYSBP: 131, PULSE: 70 }, carried: ['PULSE'] } as unknown as FormRecord;
    const merge = { ...SENT, values: { SYSBP: 142, PULSE: 70 }, missing: {} };
    expect(leftToService(merge, record, { values: { SYSBP: 142 } }).values).toEqual({ SYSBP: 142 });
    expect(leftToService(merge, record, { values: { SYSBP: 142, PULSE: 70 } }).values).toEqual(merge.values);
    expect(leftToService(merge, null, { values: {} }).values).toEqual(merge.values);
  });
});
