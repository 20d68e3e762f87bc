import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { dataQueriesQuery } from '../src/api/queries';

const query = (number: number, status: string) => ({ query: `q${number}`, status });

const PAGES: Record<string, { items: unknown[]; next: string | null }> = {
  '': { items: [query(1, 'closed'), query(2, 'answered')], next: 'q2' },
  q2: { items: [query(3, 'closed'), query(4, 'open')], next: 'q4' },
  q4: { items: [query(5, 'open')], next: null },
};

describe('the queries of a subject', () => {
  it('are all read, page by page, and what waits for somebody comes first', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (path: string) => {
      asked.push(path);
      const after = new URL(path, 'http://localhost').searchParams.get('after') ?? '';
      return Promise.resolve(new Response(JSON.stringify(PAGES[after])));
    });
    const found = await new QueryClient().fetchQuery(dataQueriesQuery('S', '01-001'));
    expect(found.items.map((each) => each.query)).toEqual(['q4', 'q5', 'q2', 'q1', 'q3']);
    expect(asked).toHaveLength(3);
    expect(asked[0]).toBe('/api/ecrf/studies/S/queries?subject=01-001&limit=200');
  });
});
