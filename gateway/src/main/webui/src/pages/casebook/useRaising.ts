import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { batchesOf, sendBatch, type Answer, type Asked, type Batch } from '../../api/raiseMany';

type Run = { text: string; waiting: Batch[] };

/** Raises many queries batch by batch. What failed goes on where it stopped, under the same keys. */
export function useRaising(study: string) {
  const queries = useQueryClient();
  const run = useRef<Run>({ text: '', waiting: [] });
  const [answers, setAnswers] = useState<Answer[]>([]);
  const [count, setCount] = useState(0);
  const send = useMutation({
    mutationFn: async () => {
      const { text, waiting } = run.current;
      while (waiting[0]) {
        const { answers: told, rest } = await sendBatch(study, waiting[0], text);
        waiting.splice(0, 1, ...(rest ? [rest] : []));
        setAnswers((before) => [...before, ...told]);
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['study', study] }),
  });
  return {
    answers,
    count,
    error: send.error,
    isRunning: send.isPending,
    start: (asked: Asked[], text: string) => {
      run.current = { text, waiting: batchesOf(asked) };
      setAnswers([]);
      setCount(asked.length);
      send.mutate();
    },
    goOn: () => send.mutate(),
    forget: () => {
      run.current = { text: '', waiting: [] };
      setAnswers([]);
      setCount(0);
      send.reset();
    },
  };
}
