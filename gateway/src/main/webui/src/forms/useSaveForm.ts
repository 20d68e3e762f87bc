import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call, newKey } from '../api/client';
import { paths, recordQuery, type FormAddress } from '../api/queries';
import type { FormEntry, FormRecord } from '../api/types';

/**
 * Saves the next revision of a form. The same content keeps its idempotency key, so that pressing Save again after a
 * lost answer cannot save twice; other content gets another key.
 */
export function useSaveForm(at: FormAddress, record: FormRecord | null) {
  const queries = useQueryClient();
  const attempt = useRef({ content: '', key: '' });
  return useMutation({
    mutationFn: async (entry: FormEntry) => {
      const content = JSON.stringify(entry);
      if (attempt.current.content !== content) {
        attempt.current = { content, key: newKey() };
      }
      const precondition: Record<string, string> = record
        ? { 'If-Match': `"${record.revision}"` }
        : { 'If-None-Match': '*' };
      const answer = await call<FormRecord>('PUT', `${paths.record(at)}?repeat=${at.repeat}`, {
        body: entry,
        headers: { ...precondition, 'Idempotency-Key': attempt.current.key },
      });
      return answer.data;
    },
    onSuccess: (saved) => {
      const key = recordQuery(at).queryKey;
      queries.setQueryData(key, saved);
      void queries.invalidateQueries({
        queryKey: ['study', at.study, 'subject', at.subject],
        predicate: (query) => !query.queryKey.includes('record'),
      });
      void queries.invalidateQueries({ queryKey: ['study', at.study, 'subjects'] });
    },
  });
}
