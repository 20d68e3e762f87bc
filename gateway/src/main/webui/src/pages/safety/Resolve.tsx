import { Button, Group, Radio, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../../api/client';
import { paths } from '../../api/queries';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';

type Props = { study: string; kind: 'alerts' | 'deviations'; notice: string; onDone: () => void };

/** What was done about an alert; what caused a deviation, and whether it weighs. It stands for good. */
export function Resolve({ study, kind, notice, onDone }: Props) {
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const [text, setText] = useState('');
  const [important, setImportant] = useState('');
  const alert = kind === 'alerts';
  const send = useMutation({
    mutationFn: () =>
      call('POST', `${paths.study(study)}/${kind}/${encodeURIComponent(notice)}/${alert ? 'acknowledgement' : 'completion'}`, {
        body: alert ? { text: text.trim() } : { cause: text.trim(), important: important === 'yes' },
        headers: { 'Idempotency-Key': key },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['study', study] });
      onDone();
    },
  });
  return (
    <Stack gap="sm">
      <Textarea
        label={t(alert ? 'safety.acknowledgeText' : 'safety.cause')}
        maxLength={2000}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
      />
      {!alert && (
        <Radio.Group label={t('safety.important')} value={important} onChange={setImportant}>
          <Group mt="xs">
            <Radio value="yes" label={t('form.yes')} />
            <Radio value="no" label={t('form.no')} />
          </Group>
        </Radio.Group>
      )}
      {send.isError && <ProblemAlert error={send.error} />}
      <Group>
        <Button
          size="sm"
          loading={send.isPending}
          disabled={text.trim() === '' || (!alert && important === '')}
          onClick={() => send.mutate()}
        >
          {t(alert ? 'safety.acknowledge' : 'safety.complete')}
        </Button>
        <Button size="sm" variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
