import type { FormRecord, Item, ItemValue } from '../api/types';
import { t } from '../i18n';
import { formatEntered } from '../time';

const STANDARD = ['not-done', 'not-applicable', 'unknown', 'refused'] as const;

/** What people read for a reason: the study's own words, or ours for the reasons that every study has. */
export function reasonLabel(code: string, own?: { code: string; label: string }[] | null): string {
  const standard = STANDARD.find((known) => known === code);
  return own?.find((reason) => reason.code === code)?.label ?? (standard ? t(`form.missingReasons.${standard}`) : code);
}

export function displayValue(item: Item, record: FormRecord, zone: string): string {
  const missing = record.missing[item.id];
  if (missing) {
    return reasonLabel(missing);
  }
  const value = record.values[item.id];
  if (value === undefined || value === null) {
    return t('common.none');
  }
  return [show(item, value, zone), item.unit ?? ''].filter(Boolean).join(' ');
}

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

/** Items whose value or missing reason differs between two revisions. */
export function changedItems(before: FormRecord, after: FormRecord): string[] {
  const ids = new Set(
    [before, after].flatMap((record) => [...Object.keys(record.values), ...Object.keys(record.missing)]),
  );
  const state = (record: FormRecord, id: string) =>
    JSON.stringify([record.values[id] ?? null, record.missing[id] ?? null]);
  return [...ids].filter((id) => state(before, id) !== state(after, id));
}
