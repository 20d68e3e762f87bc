import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { differencesQuery } from '../api/history';
import type { FormAddress } from '../api/queries';
import type { FormDefinition } from '../api/types';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { t } from '../i18n';
import type { Reasons } from './display';
import { ChangeTable } from './history/ChangeTable';

type Props = {
  at: FormAddress;
  definition: FormDefinition;
  zone: string;
  reasons: Reasons;
  /** The revision that the person has looked at. */
  seen: number;
  present: number;
  onGoOn: () => void;
};

/** Somebody saved the form after the person had looked at it: nothing is said about what they have not seen. */
export function ChangedSince({ at, definition, zone, reasons, seen, present, onGoOn }: Props) {
  const changes = useQuery(differencesQuery(at, seen, present));
  return (
    <Alert color="orange" icon={<IconEye aria-hidden />} title={t('review.since.title', { seen, present })} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text c="dark.8">{t('review.since.text')}</Text>
        {changes.isPending && <Loading />}
        {changes.isError && <ProblemAlert error={changes.error} onRetry={() => void changes.refetch()} />}
        {changes.data?.items.length === 0 && <Text c="dark.8">{t('review.since.same')}</Text>}
        {changes.data && changes.data.items.length > 0 && (
          <ChangeTable label={t('review.since.changes')} changes={changes.data.items} {...{ definition, zone, reasons }} />
        )}
        <Button size="sm" disabled={!changes.data} onClick={onGoOn}>
          {t('review.since.goOn', { present })}
        </Button>
      </Stack>
    </Alert>
  );
}
