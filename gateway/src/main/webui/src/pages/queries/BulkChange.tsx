import { Alert, Button, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeQueries, MOST_AT_ONCE } from '../../api/dataQueries';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';

type Props = { study: string; action: 'close' | 'reopen'; selected: string[]; onDone: () => void };

/** One word for many queries. */
export function BulkChange({ study, action, selected, onDone }: Props) {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () => changeQueries(study, action, selected, text.trim()),
    onSuccess: async () => {
      setText('');
      onDone();
      await queries.invalidateQueries({ queryKey: ['study', study] });
    },
  });
  const refused = (send.data ?? []).filter((entry) => entry.outcome === 'refused');
  const tooMany = selected.length > MOST_AT_ONCE;
  return (
    <>
      {send.data && (
        <Alert color={refused.length > 0 ? 'orange' : 'green'} role="status" variant="light">
          <Text c="dark.8">{t('queries.bulkDone', { count: send.data.length - refused.length })}</Text>
          {refused.length > 0 && <Text c="dark.8">{t('queries.bulkRefused', { count: refused.length })}</Text>}
          <List c="dark.8">
            {refused.map((entry) => (
              <List.Item key={entry.index}>{entry.detail}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {selected.length > 0 && (
        <Stack className="save-bar" gap="sm">
          <Text fw={600} role="status">
            {t('queries.selected', { count: selected.length })}
            {tooMany && ` ${t('queries.bulkMost', { most: MOST_AT_ONCE })}`}
          </Text>
          <Textarea
            label={t('queries.bulkText')}
            maxLength={4000}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
          />
          {send.isError && <ProblemAlert error={send.error} />}
          <Group>
            <Button loading={send.isPending} disabled={text.trim() === '' || tooMany} onClick={() => send.mutate()}>
              {t(action === 'close' ? 'queries.bulkClose' : 'queries.bulkReopen')}
            </Button>
            <Button variant="default" onClick={onDone}>
              {t('common.cancel')}
            </Button>
          </Group>
        </Stack>
      )}
    </>
  );
}
