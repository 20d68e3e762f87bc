import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, newKey } from '../api/client';
import { t } from '../i18n';
import { ProblemAlert } from './ProblemAlert';

type Props = {
  label: string;
  confirm: string;
  maxLength: number;
  /** Where it is sent to, and what is sent for a text. */
  path: string;
  body: (text: string) => unknown;
  /** What is read again afterwards. */
  refresh: QueryKey;
  onDone: () => void;
  /** Further fields, and whether they are answered. */
  children?: ReactNode;
  ready?: boolean;
};

/** A text that somebody owes, where it is asked for: an answer, a remark, a cause. Sent once, however often it is tried. */
export function ReplyForm({ label, confirm, maxLength, path, body, refresh, onDone, children, ready = true }: Props) {
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () => call('POST', path, { body: body(text.trim()), headers: { 'Idempotency-Key': key } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: refresh });
      onDone();
    },
  });
  return (
    <Stack gap="sm">
      <Textarea
        label={label}
        autoFocus
        maxLength={maxLength}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
      />
      {children}
      {send.isError && <ProblemAlert error={send.error} />}
      <Group>
        <Button size="sm" loading={send.isPending} disabled={text.trim() === '' || !ready} onClick={() => send.mutate()}>
          {confirm}
        </Button>
        <Button size="sm" variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
