import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../api/client';
import { paths, type FormAddress } from '../api/queries';
import type { FormDefinition } from '../api/types';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import { itemsOf } from './draft';

type Props = { at: FormAddress; definition: FormDefinition };

/** Asks about an item or about the form as a whole. */
export function RaiseQuery({ at, definition }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconMessageQuestion size={20} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('queries.raise')}
      </Button>
      {open && <Question at={at} definition={definition} onClose={() => setOpen(false)} />}
    </>
  );
}

function Question({ at, definition, onClose }: Props & { onClose: () => void }) {
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const [item, setItem] = useState('');
  const [text, setText] = useState('');
  const { study, ...place } = at;
  const send = useMutation({
    mutationFn: () =>
      call('POST', `${paths.study(study)}/queries`, {
        body: { ...place, ...(item ? { item } : {}), text: text.trim() },
        headers: { 'Idempotency-Key': key },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['study', study] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('queries.raiseTitle', { form: definition.name })} centered>
      <Stack>
        <Text>{t('queries.raiseText')}</Text>
        <NativeSelect
          label={t('queries.item')}
          value={item}
          onChange={(e) => setItem(e.currentTarget.value)}
          data={[
            { value: '', label: t('queries.wholeForm') },
            ...itemsOf(definition).map(({ id, label }) => ({ value: id, label: `${label} (${id})` })),
          ]}
        />
        <Textarea
          label={t('queries.question')}
          maxLength={4000}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        {send.isError && <ProblemAlert error={send.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button loading={send.isPending} disabled={text.trim() === ''} onClick={() => send.mutate()}>
            {t('queries.raise')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
