import i18next from 'i18next';
import { en } from './en';

void i18next.init({
  lng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
  showSupportNotice: false,
} as Parameters<typeof i18next.init>[0]);

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

export type MessageKey = Leaves<typeof en>;

export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  return i18next.t(key, values) as string;
}

/** The groups of words for codes that the server sends. */
type CodeGroup =
  | 'status'
  | 'roles'
  | 'codeBreak.categories'
  | 'review.states'
  | 'review.actions'
  | 'review.acts'
  | 'lock.points'
  | 'lock.acts'
  | 'queries.actions'
  | 'amendments.kinds'
  | 'amendments.effects'
  | 'amendments.severities'
  | 'imports.results'
  | 'work.states'
  | 'stock.kitStates'
  | 'stock.shipmentStates'
  | 'stock.conditions';

/** The message for a code the server sends; the code itself where this version has no words for it. */
export function tCode(group: CodeGroup, code: string): string {
  const key = `${group}.${code}`;
  return i18next.exists(key) ? (i18next.t(key) as string) : code;
}
