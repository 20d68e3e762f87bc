import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../api/client';
import { draftQuery, paths, type FormAddress } from '../api/queries';
import type { KeptDraft } from '../api/types';
import type { Computed } from './draft';

const PAUSE = 1500;

export type Unsaved = Omit<KeptDraft, 'currentRevision' | 'skipped' | 'derived'>;

export async function keepDraft(at: FormAddress, draft: Unsaved): Promise<KeptDraft> {
  return (await call<KeptDraft>('PUT', `${paths.record(at)}/draft?repeat=${at.repeat}`, { body: draft })).data;
}

/**
 * Has the server keep what is typed whenever the person pauses, and tells which items are not asked, and what is computed. A save takes the draft
 * away; what does not reach the server is tried again with the next change.
 */
export function useKeptDraft(at: FormAddress, draft: Unsaved, active: boolean) {
  const [answer, setAnswer] = useState<{ of: string; skipped: string[]; derived: Computed } | null>(null);
  const [keptAt, setKeptAt] = useState<'never' | 'kept' | 'failed'>('never');
  const content = JSON.stringify(draft);
  const latest = useRef(active);
  latest.current = active;
  useEffect(() => {
    if (!active) {
      return;
    }
    const timer = setTimeout(() => {
      keepDraft(at, JSON.parse(content) as Unsaved).then(
        (kept) => {
          if (latest.current) {
            setAnswer({ of: content, skipped: kept.skipped ?? [], derived: kept.derived ?? {} });
            setKeptAt('kept');
          }
        },
        () => setKeptAt('failed'),
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
