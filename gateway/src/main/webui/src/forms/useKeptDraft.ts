import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call, isConflict } from '../api/client';
import { draftQuery, paths, type FormAddress } from '../api/queries';
import type { KeptDraft } from '../api/types';
import type { Computed } from './draft';

const PAUSE = 1500;

export type Unsaved = Omit<KeptDraft, 'currentRevision' | 'skipped' | 'derived'>;

export async function keepDraft(at: FormAddress, draft: Unsaved, signal?: AbortSignal): Promise<KeptDraft> {
  return (await call<KeptDraft>('PUT', `${paths.record(at)}/draft?repeat=${at.repeat}`, { body: draft, signal })).data;
}

/**
 * Has the server keep what is typed whenever the person pauses, and tells which items are not asked, and what is computed. A save takes the draft
 * away, so one that is on its way is given up for it; what does not reach the server is tried again with the next change.
 */
export function useKeptDraft(at: FormAddress, draft: Unsaved, active: boolean) {
  const [answer, setAnswer] = useState<{ of: string; skipped: string[]; derived: Computed } | null>(null);
  const [keptAt, setKeptAt] = useState<'never' | 'kept' | 'failed' | 'overtaken'>('never');
  const content = JSON.stringify(draft);
  const underWay = useRef<AbortController | null>(null);
  useEffect(() => {
    if (!active) {
      underWay.current?.abort();
      return;
    }
    const timer = setTimeout(() => {
      underWay.current?.abort();
      const over = new AbortController();
      underWay.current = over;
      keepDraft(at, JSON.parse(content) as Unsaved, over.signal).then(
        (kept) => {
          if (!over.signal.aborted) {
            setAnswer({ of: content, skipped: kept.skipped ?? [], derived: kept.derived ?? {} });
            setKeptAt('kept');
          }
        },
        (failure) => {
          if (!over.signal.aborted) {
            setKeptAt(isConflict(failure) ? 'overtaken' : 'failed');
          }
        },
      );
    }, PAUSE);
    return () => clearTimeout(timer);
    // The address is that of the page, which does not change under the form.
  }, [content, active]);
  return { answer, upToDate: !active || answer?.of === content, state: keptAt };
}

export function useDiscardDraft(at: FormAddress) {
  const queries = useQueryClient();
  return async () => {
    await call('DELETE', `${paths.record(at)}/draft?repeat=${at.repeat}`).catch(() => undefined);
    queries.setQueryData(draftQuery(at).queryKey, null);
  };
}
