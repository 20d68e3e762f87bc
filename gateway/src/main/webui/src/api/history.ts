import { queryOptions } from '@tanstack/react-query';
import { read } from './client';
import { searchOf } from './paged';
import { historyQuery, paths, type FormAddress } from './queries';
import type { Answered } from './types';

/** What one place of a form said before and after, and by which revision. */
export type FieldChange = {
  item: string;
  before: Answered;
  after: Answered;
  revision: number;
  changedBy: string;
  changedAt: string;
  reasonForChange?: string | null;
};

/** Below the history of the form, so that it is read again when the form was saved. */
export const itemHistoryQuery = (at: FormAddress, item: string) =>
  queryOptions({
    queryKey: [...historyQuery(at).queryKey, 'item', item],
    queryFn: () => read<{ items: FieldChange[] }>(`${paths.record(at)}/history?${searchOf({ repeat: at.repeat, item })}`),
  });

/** From 0 on: the form before it was entered. */
export const differencesQuery = (at: FormAddress, from: number, to: number) =>
  queryOptions({
    queryKey: [...historyQuery(at).queryKey, 'differences', from, to],
    queryFn: () =>
      read<{ items: FieldChange[] }>(`${paths.record(at)}/differences?${searchOf({ repeat: at.repeat, from, to })}`),
  });
