import type { FormDefinition, FormRecord, Item, ItemValue, MissingReason } from '../api/types';
import { t } from '../i18n';
import { fromLocalField, toLocalField } from '../time';

/** What stands in one field: its text as typed (codes for choices), or the reason why the value is missing. */
export type Field = { text: string; choices: string[]; missing: MissingReason | null };

export type Draft = Record<string, Field>;

export type Entered = {
  values: Record<string, ItemValue>;
  missing: Record<string, MissingReason>;
  /** Message by item, for what cannot be sent at all. Ranges and checks are the server's to judge. */
  errors: Record<string, string>;
};

export const EMPTY: Field = { text: '', choices: [], missing: null };

export function itemsOf(form: FormDefinition): Item[] {
  return form.itemGroups.flatMap((group) => group.items);
}

export function draftOf(form: FormDefinition, record: FormRecord | null, zone: string): Draft {
  return Object.fromEntries(
    itemsOf(form).map((item) => [
      item.id,
      {
        ...fieldOf(item, record?.values[item.id], zone),
        missing: record?.missing[item.id] ?? null,
      },
    ]),
  );
}

function fieldOf(item: Item, value: ItemValue | undefined | null, zone: string): Field {
  if (value === undefined || value === null) {
    return EMPTY;
  }
  if (Array.isArray(value)) {
    return { ...EMPTY, choices: value.map(String) };
  }
  if (item.type === 'datetime') {
    return { ...EMPTY, text: toLocalField(String(value), zone) };
  }
  return { ...EMPTY, text: String(value) };
}

export function entered(form: FormDefinition, draft: Draft, zone: string): Entered {
  const result: Entered = { values: {}, missing: {}, errors: {} };
  for (const item of itemsOf(form)) {
    const field = draft[item.id] ?? EMPTY;
    if (item.derivation) {
      continue;
    }
    if (field.missing) {
      result.missing[item.id] = field.missing;
      continue;
    }
    const value = parse(item, field, zone);
    if (value instanceof Unreadable) {
      result.errors[item.id] = value.message;
    } else if (value !== null) {
      result.values[item.id] = value;
    }
  }
  return result;
}

class Unreadable {
  constructor(readonly message: string) {}
}

function parse(item: Item, field: Field, zone: string): ItemValue | null | Unreadable {
  const text = field.text.trim();
  if (item.type === 'choices') {
    return field.choices.length > 0 ? field.choices : null;
  }
  if (text === '') {
    return null;
  }
  switch (item.type) {
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : new Unreadable(t('form.errors.integer'));
    case 'decimal':
      return parseDecimal(item, text);
    case 'boolean':
      return text === 'true';
    case 'date':
      return isDate(text) ? text : new Unreadable(t('form.errors.date'));
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : new Unreadable(t('form.errors.time'));
    case 'datetime':
      return fromLocalField(text, zone) ?? new Unreadable(t('form.errors.datetime'));
    case 'text':
    case 'choice':
      return text;
  }
}

function parseDecimal(item: Item, text: string): number | Unreadable {
  if (!/^[+-]?\d{1,12}(\.\d+)?$/.test(text)) {
    return new Unreadable(t('form.errors.decimal'));
  }
  const digits = text.split('.')[1]?.length ?? 0;
  if (typeof item.precision === 'number' && digits > item.precision) {
    return new Unreadable(t('form.errors.precision', { precision: item.precision }));
  }
  return Number(text);
}

function isDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** "30 to 160 mmHg", "at least 1 kg", "mmHg" or nothing. */
export function expectation(item: Item): string {
  const shown = scaleOf(item) === null ? item.range : null;
  const min = shown?.min ?? null;
  const max = shown?.max ?? null;
  const range =
    min !== null && max !== null
      ? t('form.range', { min, max })
      : min !== null
        ? t('form.rangeFrom', { min })
        : max !== null
          ? t('form.rangeTo', { max })
          : '';
  return [range, item.unit ?? ''].filter(Boolean).join(' ');
}

/** A small whole-number scale, such as 0 to 6, is quicker to tap than to type. */
export function scaleOf(item: Item): { code: string; label: string }[] | null {
  if (item.codeList && item.codeList.length > 0) {
    return item.codeList.map((entry) => ({ code: String(entry.code), label: entry.label }));
  }
  const min = item.range?.min;
  const max = item.range?.max;
  if (item.type !== 'integer' || item.derivation || typeof min !== 'number' || typeof max !== 'number') {
    return null;
  }
  if (max - min > 10) {
    return null;
  }
  return Array.from({ length: max - min + 1 }, (_, i) => ({ code: String(min + i), label: String(min + i) }));
}
