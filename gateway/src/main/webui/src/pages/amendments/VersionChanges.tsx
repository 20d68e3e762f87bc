import { Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { changesQuery, type VersionChanges as Changes } from '../../api/amendments';
import type { StudyOverview } from '../../api/types';
import { DataTable } from '../../components/DataTable';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t, tCode } from '../../i18n';

/** The difference between two versions, with how much of what was entered each change concerns. */
export function VersionChanges({ overview }: { overview: StudyOverview }) {
  const [asked, setAsked] = useState({ version: overview.version, from: '' });
  const [typed, setTyped] = useState(asked);
  const changes = useQuery(changesQuery(overview.study, asked.version, asked.from));
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setAsked({ version: typed.version.trim(), from: typed.from.trim() });
  };
  return (
    <Stack gap="sm" component="section" aria-label={t('amendments.changes')}>
      <Title order={2} size="h3">
        {t('amendments.changes')}
      </Title>
      <Group component="form" align="flex-end" onSubmit={ask}>
        <TextInput
          label={t('amendments.version')}
          value={typed.version}
          maxLength={40}
          onChange={(e) => setTyped({ ...typed, version: e.currentTarget.value })}
        />
        <TextInput
          label={t('amendments.from')}
          placeholder={t('amendments.fromHint')}
          w={300}
          value={typed.from}
          maxLength={40}
          onChange={(e) => setTyped({ ...typed, from: e.currentTarget.value })}
        />
        <Button type="submit" variant="default" disabled={typed.version.trim() === ''}>
          {t('amendments.compare')}
        </Button>
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
