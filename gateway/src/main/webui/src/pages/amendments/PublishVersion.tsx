import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { publishVersion } from '../../api/amendments';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';

type Props = { study: string; version: string; definition: unknown };

/** Publishes a definition that was tried out, once its version is typed: it can never be taken back. */
export function PublishVersion({ study, version, definition }: Props) {
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const publish = useMutation({
    mutationFn: () => publishVersion(study, version, definition),
    onSuccess: async () => {
      setOpen(false);
      await queries.invalidateQueries({ queryKey: ['study', study] });
    },
  });
  if (publish.isSuccess) {
    return (
      <Alert
        color="green"
        role="status"
        variant="light"
        title={t(publish.data ? 'amendments.published' : 'amendments.publishedBefore', { version })}
      />
    );
  }
  const title = t('amendments.publish', { version });
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{title}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={title} centered>
        <Stack>
          <Text>{t('amendments.publishText')}</Text>
          <TextInput
            label={t('amendments.typeVersion', { version })}
            value={typed}
            autoComplete="off"
            onChange={(e) => setTyped(e.currentTarget.value)}
          />
          {publish.isError && <ProblemAlert error={publish.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpen(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              loading={publish.isPending}
              disabled={typed.trim() !== version}
              onClick={() => publish.mutate()}
            >
              {t('amendments.publishConfirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </div>
  );
}
