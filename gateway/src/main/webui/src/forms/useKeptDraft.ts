import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../api/client';
import { draftQuery, paths, type FormAddress } from '../api/queries';
import type { KeptDraft } from '../api/types';

const PAUSE = 1500;

export type Unsaved = Omit<KeptDraft, 'currentRevision' | 'skipped'>;

export async function keepDraft(at: FormAddress, draft: Unsaved): Promise<KeptDraft> {
  return (await call<KeptDraft>('PUT', `${paths.record(at)}/draft?repeat=${at.repeat}`, { body: draft })).data;
}

/**
 * Has the server keep what is typed whenever the person pauses, and tells which items are not asked. A save takes the draft
 * away; what does not reach the server is tried again with the next change.
 */
export function useKeptDraft(at: FormAddress, draft: Unsaved, active: boolean) {
  const [skipped, setSkipped] = useState<string[] | null>(null);
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
            setSkipped(kept.skipped ?? []);
            setKeptAt('kept');
          }
        },
        () => setKeptAt('failed'),
      );
    }, PAUSE);
    return () => clearTimeout(timer);
    // The address is that of the page, which does not change under the form.
  }, [content, active]);
  return { skipped, state: keptAt };
}

export function useDiscardDraft(at: FormAddress) {
  const queries = useQueryClient();
  return async () => {
    await call('DELETE', `${paths.record(at)}/draft?repeat=${at.repeat}`).catch(() => undefined);
    queries.setQueryData(draftQuery(at).queryKey, null);
  };
}
