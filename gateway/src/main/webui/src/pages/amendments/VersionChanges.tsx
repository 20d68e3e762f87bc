import { Group, NativeSelect, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { changesQuery, type PublishedVersion, type VersionChanges as Changes } from '../../api/amendments';
import { DataTable } from '../../components/DataTable';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t, tCode } from '../../i18n';
import { CHANGES_ID, versionOptions } from './Versions';

type Asked = { version: string; from: string };

type Props = { study: string; versions: PublishedVersion[]; asked: Asked; onAsk: (asked: Asked) => void };

/** The difference between two versions, with how much of what was entered each change concerns. */
export function VersionChanges({ study, versions, asked, onAsk }: Props) {
  const changes = useQuery(changesQuery(study, asked.version, asked.from));
  const options = versionOptions(versions);
  return (
    <Stack
      id={CHANGES_ID}
      tabIndex={-1}
      gap="sm"
      component="section"
      aria-label={t('amendments.changes')}
      style={{ scrollMarginTop: 70 }}
    >
      <Title order={2} size="h3">
        {t('amendments.changes')}
      </Title>
      <Group align="flex-end">
        <NativeSelect
          label={t('amendments.version')}
          value={asked.version}
          onChange={(e) => onAsk({ version: e.currentTarget.value, from: '' })}
          data={options}
        />
        <NativeSelect
          label={t('amendments.from')}
          value={asked.from}
          onChange={(e) => onAsk({ ...asked, from: e.currentTarget.value })}
          data={[
            { value: '', label: t('amendments.fromHint') },
            ...options.filter((option) => option.value !== asked.version),
          ]}
        />
      </Group>
      {changes.isPending && <Loading />}
      {changes.isError && <ProblemAlert error={changes.error} onRetry={() => void changes.refetch()} />}
      {changes.data && <Compared changes={changes.data} />}
    </Stack>
  );
}

function Compared({ changes }: { changes: Changes }) {
  if (changes.from === changes.to) {
    return (
      <Text className="panel" p="lg">
        {t('amendments.onlyVersion')}
      </Text>
    );
  }
  return (
    <>
      <Text>{t('amendments.compared', { from: changes.from, to: changes.to, subjects: changes.subjects })}</Text>
      {changes.changes.length === 0 ? (
        <Text className="panel" p="lg">
          {t('amendments.noChanges')}
        </Text>
      ) : (
        <DataTable
          label={t('amendments.changes')}
          columns={(['change', 'place', 'what', 'forms', 'subjects'] as const).map((column) =>
            t(`amendments.columns.${column}`),
          )}
        >
          {changes.changes.map((change) => (
            <Table.Tr key={`${change.kind} ${change.effect} ${change.path}`}>
              <Table.Td>
                {t('amendments.change', {
                  kind: tCode('amendments.kinds', change.kind),
                  effect: tCode('amendments.effects', change.effect),
                })}
              </Table.Td>
              <Table.Td className="wraps">{change.path}</Table.Td>
              <Table.Td className="wraps">{change.attributes.join(', ') || t('common.none')}</Table.Td>
              <Table.Td className="tabular">{change.forms}</Table.Td>
              <Table.Td className="tabular">{change.subjects}</Table.Td>
            </Table.Tr>
          ))}
        </DataTable>
      )}
    </>
  );
}
