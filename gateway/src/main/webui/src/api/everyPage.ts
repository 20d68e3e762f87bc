import { read } from './client';
import { searchOf } from './paged';
import type { Page } from './types';

/** All of a listing, however many pages it has. */
export async function everyPage<T>(path: string, search: Parameters<typeof searchOf>[0]): Promise<T[]> {
  const items: T[] = [];
  let after: string | null = '';
  while (after !== null) {
    const page: Page<T> = await read<Page<T>>(`${path}?${searchOf({ ...search, limit: 200, after })}`);
    items.push(...page.items);
    after = page.next ?? null;
  }
  return items;
}
