import type { Answered, FormDefinition, FormRecord, Item, ItemValue } from '../api/types';
import { t } from '../i18n';
import { formatEntered, formatInstant } from '../time';
import { itemsOf } from './draft';

const STANDARD = ['not-done', 'not-applicable', 'unknown', 'refused'] as const;

/** The study's own words for reasons why a value is missing. */
export type Reasons = { code: string; label: string }[] | null | undefined;

type Answers = Pick<FormRecord, 'values' | 'missing'>;

/** What people read for a reason: the study's own words, or ours for the reasons that every study has. */
export function reasonLabel(code: string, own?: Reasons): string {
  const standard = STANDARD.find((known) => known === code);
  return own?.find((reason) => reason.code === code)?.label ?? (standard ? t(`form.missingReasons.${standard}`) : code);
}

export function displayValue(item: Item, record: Answers, zone: string, reasons?: Reasons): string {
  const missing = record.missing[item.id];
  if (missing) {
    return reasonLabel(missing, reasons);
  }
  const value = record.values[item.id];
  if (value === undefined || value === null) {
    return t('common.none');
  }
  return shownValue(item, value, zone);
}

/** A value with its unit. */
export const shownValue = (item: Item, value: ItemValue, zone: string): string =>
  [show(item, value, zone), item.unit ?? ''].filter(Boolean).join(' ');

function show(item: Item, value: ItemValue, zone: string): string {
  if (Array.isArray(value)) {
    return value.map((code) => labelOf(item, code)).join(', ');
  }
  if (typeof value === 'boolean') {
    return t(value ? 'form.yes' : 'form.no');
  }
  if (item.type === 'datetime') {
    return formatEntered(String(value), zone);
  }
  return labelOf(item, String(value));
}

export function labelOf(item: Item, code: string): string {
  return item.codeList?.find((entry) => String(entry.code) === code)?.label ?? code;
}

const CELL = /^([A-Z][A-Z0-9_]*)\[(\d+)\]\.(.+)$/;

/** The item at a place; of a row of a repeating group, the group's item with its row. What the form has no more is known by its id. */
export function itemAt(form: FormDefinition, place: string): Item {
  const [, group, row, id] = CELL.exec(place) ?? [];
  const found = itemsOf(form).find((item) => item.id === place || (group !== undefined && item.id === id));
  if (!found) {
    return { id: place, label: place, type: 'text' };
  }
  const name = form.itemGroups.find((each) => each.id === group)?.name ?? group;
  return row && found.id !== place ? { ...found, id: place, label: `${name} ${row}: ${found.label}` } : found;
}

/** What people call a place of a form: an item, or when and why then it was observed. */
export function placeLabel(form: FormDefinition, place: string): string {
  return place === 'occurredAt' || place === 'windowReason' ? t(`form.${place}`) : itemAt(form, place).label;
}

export function displayAnswer(form: FormDefinition, place: string, answer: Answered, zone: string, reasons?: Reasons): string {
  if (place === 'occurredAt' && typeof answer.value === 'string') {
    return formatInstant(answer.value, zone);
  }
  const answers = {
    values: answer.value === undefined ? {} : { [place]: answer.value },
    missing: answer.missing === undefined ? {} : { [place]: answer.missing },
  };
  return displayValue({ ...itemAt(form, place), id: place }, answers, zone, reasons);
}

/** What one revision says otherwise than the one before: time and reason first, then items. */
export function changesBetween(before: FormRecord, after: FormRecord): { item: string; before: Answered; after: Answered }[] {
  const places = ['occurredAt', 'windowReason', ...changedItems(before, after)];
  return places
    .map((item) => ({ item, before: answerAt(before, item), after: answerAt(after, item) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function answerAt(record: FormRecord, place: string): Answered {
  if (place === 'occurredAt' || place === 'windowReason') {
    const value = record[place];
    return value ? { value } : {};
  }
  const missing = record.missing[place];
  const value = record.values[place];
  return missing ? { missing } : value === undefined || value === null ? {} : { value };
}

/** Items whose value or missing reason differs between two revisions. */
export function changedItems(before: Answers, after: Answers): string[] {
  const ids = new Set(
    [before, after].flatMap((record) => [...Object.keys(record.values), ...Object.keys(record.missing)]),
  );
  const state = (record: Answers, id: string) =>
    JSON.stringify([record.values[id] ?? null, record.missing[id] ?? null]);
  return [...ids].filter((id) => state(before, id) !== state(after, id));
}
