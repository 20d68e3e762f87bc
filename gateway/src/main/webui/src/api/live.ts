import { useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { read } from './client';

/** How a list that follows its server stands: it came, it is followed, or the connection is being made again. */
export type Link = 'connecting' | 'live' | 'reconnecting';

/** As long as a server that refuses a stream asks one to wait. */
const REFUSED_MILLISECONDS = 15_000;

/** Reads a list and follows it: the server sends it anew whenever it has changed. The browser makes lost connections again. */
export function useLive<T>(queryKey: QueryKey, path: string) {
  const queries = useQueryClient();
  const [link, setLink] = useState<Link>('connecting');
  const query = useQuery({ queryKey, queryFn: () => read<T>(path), staleTime: 30_000 });
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      source = new EventSource(`${path}/changes`);
      source.addEventListener('open', () => setLink('live'));
      source.addEventListener('list', (event) => {
        setLink('live');
        queries.setQueryData(JSON.parse(key) as QueryKey, JSON.parse((event as MessageEvent<string>).data) as T);
      });
      source.addEventListener('error', () => {
        setLink('reconnecting');
        // A session that has ended shows itself in the answer to an ordinary request.
        void queries.invalidateQueries({ queryKey: ['me'] });
        if (source.readyState === EventSource.CLOSED) {
          // Refused, say because too many lists are open: the browser gives up, so read the list, and ask again later.
          void queries.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey });
          clearTimeout(again);
          again = setTimeout(follow, REFUSED_MILLISECONDS);
        }
      });
    };
    follow();
    return () => {
      clearTimeout(again);
      source.close();
    };
  }, [queries, key, path]);
  return { query, link };
}

/** The present instant, read again every few seconds, so that minutes go on without an answer of the server. */
export function useNow(everyMilliseconds = 5_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMilliseconds);
    return () => clearInterval(timer);
  }, [everyMilliseconds]);
  return now;
}
