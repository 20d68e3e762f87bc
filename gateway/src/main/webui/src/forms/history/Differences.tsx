import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { differencesQuery } from '../../api/history';
import type { FormRecord } from '../../api/types';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';
import { formatInstant } from '../../time';
import { ChangeTable } from './ChangeTable';
import type { HistoryProps } from './FormHistory';

type Props = HistoryProps & { revisions: FormRecord[] };

/** What lies between two revisions that the reader chooses. */
export function Differences({ at, definition, zone, reasons, revisions }: Props) {
  const last = revisions.length;
  const [span, setSpan] = useState({ from: last - 1, to: last });
  const found = useQuery(differencesQuery(at, span.from, span.to));
  const option = (revision: FormRecord) => ({
    value: String(revision.revision),
    label: t('history.revision', { revision: revision.revision, at: formatInstant(revision.savedAt, zone) }),
  });
  return (
    <Stack gap="md">
      <Group align="flex-end">
        <NativeSelect
          label={t('history.from')}
          value={String(span.from)}
          onChange={(e) => {
            const from = Number(e.currentTarget.value);
            setSpan({ from, to: Math.max(span.to, from + 1) });
          }}
          data={[{ value: '0', label: t('history.nothing') }, ...revisions.slice(0, -1).map(option)]}
        />
        <NativeSelect
          label={t('history.to')}
          value={String(span.to)}
          onChange={(e) => setSpan({ ...span, to: Number(e.currentTarget.value) })}
          data={revisions.filter((revision) => revision.revision > span.from).map(option)}
        />
      </Group>
      {found.isPending && <Loading />}
      {found.isError && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && <Text role="status">{t('history.same')}</Text>}
      {found.data && found.data.items.length > 0 && (
        <ChangeTable label={t('history.differences')} changes={found.data.items} {...{ definition, zone, reasons }} />
      )}
    </Stack>
  );
}
