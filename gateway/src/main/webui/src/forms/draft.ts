import type { FormDefinition, FormRecord, Item, ItemGroup, ItemValue, MissingReason } from '../api/types';
import { t } from '../i18n';
import type { Reasons } from './display';
import { instantIn, toLocalField, withOffset } from '../time';

/**
 * What stands in one field: its text as typed (codes for choices), or the reason why the value is missing; of a date and time also how
 * it was entered, which says more (seconds, another offset) than the field shows.
 */
export type Field = { text: string; choices: string[]; missing: MissingReason | null; enteredAs?: string };

export type Draft = Record<string, Field>;

/** Values of the server's own, by item. */
export type Computed = Record<string, ItemValue>;

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

type Answers = Pick<FormRecord, 'values' | 'missing'>;

const CELL = /^([A-Z][A-Z0-9_]*)\[(\d+)\]\./;

/** The rows of each repeating group in which something stands; at least one, to type into. */
export function rowsOf(form: FormDefinition, answers: Answers | null): Record<string, number[]> {
  const keys = [...Object.keys(answers?.values ?? {}), ...Object.keys(answers?.missing ?? {})];
  return Object.fromEntries(
    form.itemGroups
      .filter((group) => group.repeating)
      .map((group) => {
        const rows = new Set(
          keys.map((key) => CELL.exec(key)).flatMap((cell) => (cell?.[1] === group.id ? [Number(cell[2])] : [])),
        );
        return [group.id, rows.size > 0 ? [...rows].sort((a, b) => a - b) : [1]];
      }),
  );
}

/** The form with each row of a repeating group as a group of its own, whose items stand at GROUP[row].ITEM. */
export function withRows(form: FormDefinition, rows: Record<string, number[]>): FormDefinition {
  const expanded = (group: ItemGroup): ItemGroup[] =>
    (rows[group.id] ?? []).map((row) => ({
      id: `${group.id}[${row}]`,
      name: `${group.name ?? group.id} ${row}`,
      items: group.items.map((item) => ({ ...item, id: `${group.id}[${row}].${item.id}` })),
    }));
  return { ...form, itemGroups: form.itemGroups.flatMap((group) => (group.repeating ? expanded(group) : [group])) };
}

export function isEmpty(field: Field): boolean {
  return field.text.trim() === '' && field.choices.length === 0 && field.missing === null;
}

/** What is typed, readable or not, for the server to keep. */
export function typed(form: FormDefinition, draft: Draft, zone: string, before: Answers | null = null): Answers {
  const answers = entered(form, draft, zone, before);
  const unreadable = Object.fromEntries(Object.keys(answers.errors).map((id) => [id, draft[id]?.text ?? '']));
  return { values: { ...unreadable, ...answers.values }, missing: answers.missing };
}

/** The fields of what was entered. What the server carried over is none: it stays the server's, until somebody gives a value of their own. */
export function draftOf(form: FormDefinition, record: (Answers & { carried?: string[] }) | null, zone: string): Draft {
  return Object.fromEntries(
    itemsOf(form).map((item) => [
      item.id,
      {
        ...(record?.carried?.includes(item.id) ? EMPTY : fieldOf(item, record?.values[item.id], zone)),
        missing: record?.missing[item.id] ?? null,
      },
    ]),
  );
}

/** What the server computed or carried over in a saved form. */
export function addedIn(form: FormDefinition, record: FormRecord | null): Computed {
  const added = itemsOf(form).filter((item) => item.derivation || record?.carried?.includes(item.id));
  return Object.fromEntries(added.flatMap(({ id }) => (record?.values[id] === undefined ? [] : [[id, record.values[id]]])));
}

function fieldOf(item: Item, value: ItemValue | undefined | null, zone: string): Field {
  if (value === undefined || value === null) {
    return EMPTY;
  }
  if (Array.isArray(value)) {
    return { ...EMPTY, choices: value.map(String) };
  }
  if (item.type === 'datetime' && !Number.isNaN(Date.parse(String(value)))) {
    return { ...EMPTY, text: toLocalField(String(value), zone), enteredAs: String(value) };
  }
  return { ...EMPTY, text: String(value) };
}

/** What the fields say; a date and time that nobody touched stays exactly what it was, with its seconds and its offset. */
export function entered(form: FormDefinition, draft: Draft, zone: string, before: Answers | null = null): Entered {
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
    const value = untouched(item, field, zone, before) ?? parse(item, field, zone);
    if (value instanceof Unreadable) {
      result.errors[item.id] = value.message;
    } else if (value !== null) {
      result.values[item.id] = value;
    }
  }
  return result;
}

function untouched(item: Item, field: Field, zone: string, before: Answers | null): ItemValue | null {
  const was = before?.values[item.id];
  if (field.enteredAs !== undefined) {
    return null;
  }
  return item.type === 'datetime' && typeof was === 'string' && toLocalField(was, zone) === field.text.trim() ? was : null;
}

const STANDARD: MissingReason[] = ['not-done', 'not-applicable', 'unknown', 'refused'];

export const standardReasons = (reasons: Reasons): MissingReason[] => reasons?.map((reason) => reason.code) ?? STANDARD;

/** The reasons that an item takes for having no value. */
export const reasonsFor = (item: Item, reasons: Reasons): MissingReason[] => item.missingReasons ?? standardReasons(reasons);

/** The items that say nothing yet and can take the reason; those that are left to the server, not asked or closed are named apart. */
export function unanswered(form: FormDefinition, draft: Draft, reason: MissingReason, reasons: Reasons, apart: string[]): string[] {
  return itemsOf(form)
    .filter((item) => !item.derivation && !apart.includes(item.id) && reasonsFor(item, reasons).includes(reason))
    .filter((item) => isEmpty(draft[item.id] ?? EMPTY))
    .map((item) => item.id);
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
    case 'partial-date':
      return isPartialDate(text) ? text : new Unreadable(t('form.errors.partialDate'));
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text) ? text : new Unreadable(t('form.errors.time'));
    case 'datetime':
      return parseDateTime(text, field.enteredAs, zone);
    case 'text':
    case 'choice':
      return text;
  }
}

/** What nobody changed stays as it was entered. */
function parseDateTime(text: string, enteredAs: string | undefined, zone: string): string | Unreadable {
  const instant = instantIn(text, zone, enteredAs);
  if (instant === null) {
    return new Unreadable(t('form.errors.datetime'));
  }
  return instant === enteredAs ? instant : withOffset(instant, zone);
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

/** A date as far as it is known: 2024, 2024-05 or 2024-05-17. */
function isPartialDate(text: string): boolean {
  return /^\d{4}(-\d\d){0,2}$/.test(text) && isDate(`${text}-01-01`.slice(0, 10));
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
