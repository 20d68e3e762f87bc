import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';
import { read } from './client';
import type { Page } from './types';

type Search = Record<string, string | number | boolean | null | undefined>;

/** A listing, page by page; what is null, undefined or empty is not asked for. */
export const paged = <T>(queryKey: QueryKey, path: string, search: Search = {}) =>
  infiniteQueryOptions({
    queryKey: [...queryKey, search],
    initialPageParam: '',
    queryFn: ({ pageParam }) => read<Page<T>>(`${path}?${searchOf({ ...search, after: pageParam })}`),
    getNextPageParam: (last: Page<T>) => last.next,
  });

export function searchOf(search: Search): string {
  const chosen = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== null && value !== undefined && value !== '') {
      chosen.set(name, String(value));
    }
  }
  return chosen.toString();
}
