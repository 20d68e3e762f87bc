import { queryOptions } from '@tanstack/react-query';
import { call, read } from './client';
import { searchOf } from './paged';
import { paths } from './queries';
import type { Page } from './types';

export type VersionChange = {
  kind: string;
  effect: string;
  path: string;
  attributes: string[];
  forms: number;
  subjects: number;
};

export type VersionChanges = { from: string; to: string; subjects: number; changes: VersionChange[] };

export type Migrated = { subject: string; outcome: 'migrated' | 'unchanged' | 'refused'; why?: string | null };

export type CheckCount = { form: string; check: string; severity: string; fires: number; settles: number };

export type TrialPlace = {
  subject: string;
  event: string;
  form: string;
  repeat: number;
  check: string;
  message: string;
  effect: 'fires' | 'settles';
};

export type Trial = { version: string; subjects: number; forms: number; checks: CheckCount[]; places: Page<TrialPlace> };

/** As many subjects as the service moves in one request. */
export const MOST_MOVED = 500;

export const changesQuery = (study: string, version: string, from: string) =>
  queryOptions({
    queryKey: ['study', study, 'version', version, 'changes', from],
    queryFn: () =>
      read<VersionChanges>(`${paths.study(study)}/versions/${encodeURIComponent(version)}/changes?${searchOf({ from })}`),
  });

export async function migrate(study: string, to: string, subjects: string[], reason: string): Promise<Migrated[]> {
  const body = { to, subjects, reason };
  return (await call<{ items: Migrated[] }>('POST', `${paths.study(study)}/migrations`, { body })).data.items;
}

export async function tryDefinition(study: string, definition: unknown, after: string): Promise<Trial> {
  const path = `${paths.study(study)}/definition-trials?${searchOf({ after, limit: 50 })}`;
  return (await call<Trial>('POST', path, { body: definition })).data;
}
