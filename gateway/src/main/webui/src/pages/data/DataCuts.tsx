import { Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../../api/client';
import { downloadPages } from '../../api/download';
import { cutsQuery, recordsPath, type DataCut } from '../../api/exchange';
import { paths } from '../../api/queries';
import { DataTable } from '../../components/DataTable';
import { Download } from '../../components/Download';
import { Listing } from '../../components/Listing';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t } from '../../i18n';
import { formatInstant } from '../../time';

type Props = { study: string; onExport?: (instant: string) => void };

/** Snapshots of the data: what they cover, and a way to their records. */
export function DataCuts({ study, onExport }: Props) {
  const query = useInfiniteQuery(cutsQuery(study));
  return (
    <Stack gap="sm" component="section" aria-label={t('exports.cuts')}>
      <Title order={2} size="h3">
        {t('exports.cuts')}
      </Title>
      <Text className="quiet">{t('exports.cutsText')}</Text>
      <TakeCut study={study} />
      <Listing query={query} empty={t('exports.noCuts')}>
        {(cuts) => (
          <DataTable
            label={t('exports.cuts')}
            minWidth={860}
            columns={(['label', 'at', 'size', 'hash', 'files'] as const).map((column) => t(`exports.columns.${column}`))}
          >
            {cuts.map((cut) => (
              <Row key={cut.id} study={study} cut={cut} onExport={onExport} />
            ))}
          </DataTable>
        )}
      </Listing>
    </Stack>
  );
}

function Row({ study, cut, onExport }: Props & { cut: DataCut }) {
  return (
    <Table.Tr>
      <Table.Td className="wraps" fw={600}>
        {cut.label}
      </Table.Td>
      <Table.Td className="wraps tabular">
        {t('exports.takenBy', { at: formatInstant(cut.takenAt, 'UTC'), by: cut.takenBy })}
      </Table.Td>
      <Table.Td className="wraps">
        {cut.forms === undefined
          ? t('exports.sizeSeen', { subjects: cut.subjects, version: cut.definitionVersion })
          : t('exports.size', { subjects: cut.subjects, forms: cut.forms, version: cut.definitionVersion })}
      </Table.Td>
      <Table.Td className="hash">{cut.contentHash}</Table.Td>
      <Table.Td>
        <Stack gap={4} align="flex-start">
          <Download
            size="sm"
            variant="default"
            label={t('exports.fetchCut')}
            start={(onProgress) =>
              downloadPages(recordsPath(study, cut.id), `${study}-${cut.id}.json`, cut.subjects, onProgress)
            }
          />
          {onExport && (
            <Button size="sm" variant="default" onClick={() => onExport(cut.takenAt)}>
              {t('exports.exportCut')}
            </Button>
          )}
        </Stack>
      </Table.Td>
    </Table.Tr>
  );
}

function TakeCut({ study }: { study: string }) {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const [label, setLabel] = useState('');
  const take = useMutation({
    mutationFn: () =>
      call<DataCut>('POST', `${paths.study(study)}/snapshots`, {
        body: { label: label.trim() },
        headers: { 'Idempotency-Key': key },
      }),
    onSuccess: async () => {
      setLabel('');
      setKey(newKey());
      await queries.invalidateQueries({ queryKey: ['study', study, 'snapshots'] });
    },
  });
  return (
    <Stack className="panel" p="lg" gap="sm">
      <Group align="flex-end">
        <TextInput
          label={t('exports.label')}
          placeholder={t('exports.labelHint')}
          maxLength={200}
          w={320}
          value={label}
          onChange={(e) => {
            setLabel(e.currentTarget.value);
            setKey(newKey());
          }}
        />
        <Button loading={take.isPending} disabled={label.trim() === ''} onClick={() => take.mutate()}>
          {t('exports.take')}
        </Button>
      </Group>
      {take.isError && <ProblemAlert error={take.error} />}
    </Stack>
  );
}
