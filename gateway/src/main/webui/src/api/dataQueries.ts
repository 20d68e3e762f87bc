import { queryOptions } from '@tanstack/react-query';
import { call, newKey, read } from './client';
import { paged } from './paged';
import { paths } from './queries';
import type { DataQuery } from './types';

export type QuerySelection = { site: string | null; status: string; minAgeDays: string; sort: string };

export type AgeBucket = { days: string; open: number; answered: number };

export type QueryAges = { asOf: string; sites: { site: string; buckets: AgeBucket[] }[] };

export type BulkOutcome = { index: number; outcome: 'raised' | 'closed' | 'reopened' | 'refused'; detail?: string | null };

/** As many as the service takes in one request. */
export const MOST_AT_ONCE = 500;

export const queryListQuery = (study: string, chosen: QuerySelection) =>
  paged<DataQuery>(['study', study, 'queries'], `${paths.study(study)}/queries`, { ...chosen, limit: 50 });

export const queryAgesQuery = (study: string) =>
  queryOptions({
    queryKey: ['study', study, 'queries', 'ages'],
    queryFn: () => read<QueryAges>(`${paths.study(study)}/queries/ages`),
  });

/** Closes or reopens many queries; if one of them cannot be, the whole request is refused and none is. */
export async function changeQueries(study: string, action: 'close' | 'reopen', queries: string[], text: string) {
  const entries = queries.map((query) => ({ action, query, text }));
  return (
    await call<{ entries: BulkOutcome[] }>('POST', `${paths.study(study)}/queries/changes`, {
      body: { entries },
      headers: { 'Idempotency-Key': newKey() },
    })
  ).data.entries;
}
