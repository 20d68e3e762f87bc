import { describe, expect, it } from 'vitest';
import type { FormDefinition, FormRecord, Item } from '../src/api/types';
import { draftOf, EMPTY, entered, expectation, scaleOf, type Field } from '../src/forms/draft';

const ZONE = 'Europe/Zurich';

function formOf(...items: Item[]): FormDefinition {
  return { form: 'F', name: 'F', category: 'general', itemGroups: [{ id: 'G', items }] };
}

function enter(item: Partial<Item>, field: Partial<Field>) {
  const form = formOf({ id: 'X', label: 'X', type: 'text', ...item });
  return entered(form, { X: { ...EMPTY, ...field } }, ZONE);
}

describe('what is typed', () => {
  it.each<[Item['type'], string, unknown]>([
    ['integer', '120', 120],
    ['integer', ' -3 ', -3],
    ['decimal', '36.6', 36.6],
    ['decimal', '36', 36],
    ['text', ' well ', 'well'],
    ['date', '2026-03-01', '2026-03-01'],
    ['time', '09:40', '09:40'],
    ['datetime', '2026-03-01T10:40', '2026-03-01T10:40:00+01:00'],
    ['datetime', '2026-07-01T10:40', '2026-07-01T10:40:00+02:00'],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['choice', 'SITTING', 'SITTING'],
  ])('as %s: “%s” becomes %o', (type, text, value) => {
    expect(enter({ type }, { text })).toEqual({ values: { X: value }, missing: {}, errors: {} });
  });

  it.each<[Item['type'], string]>([
    ['integer', '12.5'],
    ['integer', 'twelve'],
    ['integer', '1e3'],
    ['decimal', '36,6'],
    ['decimal', '.5'],
    ['decimal', 'NaN'],
    ['date', '2026-02-30'],
    ['date', '01.03.2026'],
    ['time', '24:00'],
    ['datetime', '2026-03-29T02:30'],
  ])('as %s: “%s” is an error and not sent', (type, text) => {
    const result = enter({ type }, { text });
    expect(result.values).toEqual({});
    expect(result.errors.X).toBeTruthy();
  });

  it('may not have more digits than the item’s precision', () => {
    expect(enter({ type: 'decimal', precision: 1 }, { text: '36.65' }).errors.X).toContain('1 digits');
    expect(enter({ type: 'decimal', precision: 2 }, { text: '36.65' }).values.X).toBe(36.65);
  });

  it('is left out where nothing is typed', () => {
    expect(enter({ type: 'integer' }, {})).toEqual({ values: {}, missing: {}, errors: {} });
  });

  it('is several codes for several choices', () => {
    expect(enter({ type: 'choices' }, { choices: ['A', 'B'] }).values.X).toEqual(['A', 'B']);
  });

  it('gives way to a reason why the value is missing', () => {
    expect(enter({ type: 'integer' }, { text: 'x', missing: 'refused' })).toEqual({
      values: {},
      missing: { X: 'refused' },
      errors: {},
    });
  });

  it('is never sent for an item that the server calculates', () => {
    expect(enter({ type: 'integer', derivation: 'a + b' }, { text: '7' }).values).toEqual({});
  });
});

describe('a saved record', () => {
  it('comes back into the fields as it was typed', () => {
    const form = formOf(
      { id: 'SYSBP', label: '', type: 'integer' },
      { id: 'AT', label: '', type: 'datetime' },
      { id: 'DONE', label: '', type: 'boolean' },
      { id: 'ROUTES', label: '', type: 'choices' },
      { id: 'WEIGHT', label: '', type: 'decimal' },
    );
    const record = {
      values: { SYSBP: 120, AT: '2026-03-01T09:40:00Z', DONE: false, ROUTES: ['IV', 'PO'] },
      missing: { WEIGHT: 'not-done' },
    } as unknown as FormRecord;
    const draft = draftOf(form, record, ZONE);
    expect(draft.SYSBP?.text).toBe('120');
    expect(draft.AT?.text).toBe('2026-03-01T10:40');
    expect(draft.DONE?.text).toBe('false');
    expect(draft.ROUTES?.choices).toEqual(['IV', 'PO']);
    expect(draft.WEIGHT?.missing).toBe('not-done');
    expect(entered(form, draft, ZONE, record)).toEqual({ values: record.values, missing: record.missing, errors: {} });
  });
});

describe('an item', () => {
  it.each<[Partial<Item>, string]>([
    [{ range: { min: 60, max: 260 }, unit: 'mmHg' }, '60 to 260 mmHg'],
    [{ range: { min: 0 } }, 'at least 0'],
    [{ range: { max: 5 } }, 'at most 5'],
    [{ unit: 'kg' }, 'kg'],
    [{}, ''],
  ])('%o expects “%s”', (item, text) => {
    expect(expectation({ id: 'X', label: 'X', type: 'integer', ...item })).toBe(text);
  });

  it('on a short scale offers its values to tap', () => {
    const item: Item = { id: 'X', label: 'X', type: 'integer', range: { min: 0, max: 6 } };
    expect(scaleOf(item)?.map((entry) => entry.code)).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(scaleOf({ ...item, range: { min: 0, max: 60 } })).toBeNull();
    expect(scaleOf({ ...item, derivation: 'a + b' })).toBeNull();
  });
});
