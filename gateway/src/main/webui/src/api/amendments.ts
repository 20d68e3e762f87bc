import { queryOptions } from '@tanstack/react-query';
import { call, read } from './client';
import { everyPage } from './everyPage';
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

export type CheckCount = { form: string; check: string; severity: string; raises?: string; fires: number; settles: number };

export type TrialPlace = {
  subject: string;
  event: string;
  form: string;
  repeat: number;
  check: string;
  message: string;
  raises?: string;
  effect: 'fires' | 'settles';
};

export type Trial = { version: string; subjects: number; forms: number; checks: CheckCount[]; places: Page<TrialPlace> };

export type PublishedVersion = { version: string; contentHash: string; publishedAt: string; publishedBy: string };

/** So many subjects are moved in one request, so that somebody sees how far it has come. */
const MOVED_AT_ONCE = 25;

/** All versions, the one in force first. */
export const versionsQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'versions'],
    queryFn: () => everyPage<PublishedVersion>(`${paths.study(study)}/versions`, {}),
  });

export const changesQuery = (study: string, version: string, from: string) =>
  queryOptions({
    queryKey: ['study', study, 'version', version, 'changes', from],
    queryFn: () =>
      read<VersionChanges>(`${paths.study(study)}/versions/${encodeURIComponent(version)}/changes?${searchOf({ from })}`),
  });

export type Order = { to: string; subjects: string[]; reason: string };

/** Moves some subjects at a time, and tells after each time what has become of all so far. */
export async function migrate(study: string, order: Order, onMoved: (items: Migrated[]) => void): Promise<Migrated[]> {
  const moved: Migrated[] = [];
  for (let i = 0; i < order.subjects.length; i += MOVED_AT_ONCE) {
    const body = { ...order, subjects: order.subjects.slice(i, i + MOVED_AT_ONCE) };
    moved.push(...(await call<{ items: Migrated[] }>('POST', `${paths.study(study)}/migrations`, { body })).data.items);
    onMoved([...moved]);
  }
  return moved;
}

export async function tryDefinition(study: string, definition: unknown, after: string): Promise<Trial> {
  const path = `${paths.study(study)}/definition-trials?${searchOf({ after, limit: 50 })}`;
  return (await call<Trial>('POST', path, { body: definition })).data;
}

/** Publishes; false if the same was published before. */
export async function publishVersion(study: string, version: string, definition: unknown): Promise<boolean> {
  const path = `${paths.study(study)}/versions/${encodeURIComponent(version)}`;
  return (await call('PUT', path, { body: definition })).status === 201;
}
