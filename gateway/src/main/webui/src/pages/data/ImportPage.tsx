import { Alert, Anchor, Button, FileInput, Group, NativeSelect, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatBytes } from '../../api/download';
import { importFile, mappingsQuery, MOST_BYTES, type Imported } from '../../api/exchange';
import { Crumbs } from '../../components/Crumbs';
import { DataTable } from '../../components/DataTable';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { SubjectLink } from '../../components/FormLink';
import { WithStudy, type InStudy } from '../../components/WithStudy';
import { t, tCode } from '../../i18n';
import { eventName, formName } from '../../sites';
import { PublishMapping } from './PublishMapping';

/** A laboratory's file: tried out first, then imported as a whole or not at all. */
export function ImportPage({ study }: { study: string }) {
  return (
    <WithStudy study={study}>
      {(at) => (
        <Stack gap="md">
          <div>
            <Crumbs study={study} here={t('imports.title')} />
            <Title order={1}>{t('imports.title')}</Title>
            <Text className="quiet">{t('imports.text')}</Text>
          </div>
          <Mappings {...at} />
          <PublishMapping study={study} />
        </Stack>
      )}
    </WithStudy>
  );
}

function Mappings(at: InStudy) {
  const mappings = useQuery(mappingsQuery(at.overview.study));
  if (mappings.isPending) {
    return <Loading />;
  }
  if (mappings.isError) {
    return <ProblemAlert error={mappings.error} onRetry={() => void mappings.refetch()} />;
  }
  if (mappings.data.items.length === 0) {
    return (
      <Text className="panel" p="lg">
        {t('imports.noMappings')}
      </Text>
    );
  }
  return <Import {...at} mappings={mappings.data.items} />;
}

type ImportProps = InStudy & { mappings: { mapping: string; form: string }[] };

function Import({ overview, mappings }: ImportProps) {
  const queries = useQueryClient();
  const [mapping, setMapping] = useState(mappings[0]?.mapping ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState<Imported | null>(null);
  const send = useMutation({
    mutationFn: (dryRun: boolean) => importFile(overview.study, mapping, file!, dryRun),
    onMutate: () => setSent(null),
    onSuccess: async (imported) => {
      setSent(imported);
      if (!imported.dryRun) {
        await queries.invalidateQueries({ queryKey: ['study', overview.study] });
      }
    },
  });
  const changed = () => {
    setSent(null);
    send.reset();
  };
  const tooLarge = file !== null && file.size > MOST_BYTES;
  return (
    <>
      <Stack className="panel" p="lg" gap="md" aria-busy={send.isPending}>
        <Group align="flex-start">
          <NativeSelect
            label={t('imports.mapping')}
            description={t('imports.mappingHint')}
            value={mapping}
            onChange={(e) => {
              setMapping(e.currentTarget.value);
              changed();
            }}
            data={mappings.map((each) => ({
              value: each.mapping,
              label: `${each.mapping} (${formName(overview, each.form)})`,
            }))}
          />
          <FileInput
            size="md"
            w={360}
            label={t('imports.file')}
            description={t('imports.fileHint', { bytes: formatBytes(MOST_BYTES) })}
            placeholder={t('imports.chooseFile')}
            accept=".csv,text/csv"
            clearable
            clearButtonProps={{ 'aria-label': t('form.clear') }}
            value={file}
            error={
              tooLarge && t('imports.tooLarge', { bytes: formatBytes(file.size), most: formatBytes(MOST_BYTES) })
            }
            onChange={(chosen) => {
              setFile(chosen);
              changed();
            }}
          />
        </Group>
        <Group>
          <Button
            disabled={file === null || tooLarge || send.isPending}
            loading={send.isPending && send.variables}
            onClick={() => send.mutate(true)}
          >
            {t('imports.tryOut')}
          </Button>
          <Button
            variant="default"
            disabled={!isAcceptable(sent)}
            loading={send.isPending && !send.variables}
            onClick={() => send.mutate(false)}
          >
            {t('imports.run')}
          </Button>
        </Group>
        <Text size="sm" className="quiet" role="status">
          {send.isPending ? t('imports.atWork') : !isAcceptable(sent) && t('imports.runText')}
        </Text>
        {send.isError && <ProblemAlert error={send.error} />}
      </Stack>
      {sent && <Outcome overview={overview} imported={sent} />}
    </>
  );
}

/** Only what was tried out, and of which each line is acceptable, is worth sending. */
export const isAcceptable = (tried: Imported | null) =>
  tried !== null && tried.dryRun && tried.lines > 0 && (tried.results.REFUSED ?? 0) === 0;

const RESULTS = ['ENTERED', 'COMPLETED', 'UNCHANGED', 'CONFLICT', 'REFUSED'] as const;

function Outcome({ overview, imported }: { overview: InStudy['overview']; imported: Imported }) {
  const { results, notable } = imported;
  const worth = (results.REFUSED ?? 0) + (results.CONFLICT ?? 0);
  return (
    <Stack gap="md">
      <Alert color={results.REFUSED ? 'orange' : 'green'} role="status" variant="light">
        <Text c="dark.8">{t(imported.dryRun ? 'imports.tried' : 'imports.done', { lines: imported.lines })}</Text>
        {!imported.dryRun && (results.CONFLICT ?? 0) > 0 && (
          <Anchor
            renderRoot={(props) => <Link to="/studies/$study/queries" params={{ study: overview.study }} {...props} />}
          >
            {t('queries.title')}
          </Anchor>
        )}
      </Alert>
      <DataTable
        label={t('imports.columns.result')}
        minWidth={400}
        columns={[t('imports.columns.result'), t('imports.columns.lines')]}
      >
        {RESULTS.filter((result) => results[result]).map((result) => (
          <Table.Tr key={result}>
            <Table.Td className="wraps">{tCode('imports.results', result)}</Table.Td>
            <Table.Td className="tabular">{results[result]}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
      {notable.length > 0 && (
        <section aria-label={t('imports.notable')}>
          <Title order={2} size="h4" mb="xs">
            {notable.length < worth
              ? t('imports.notableMore', { shown: notable.length, count: worth })
              : t('imports.notable')}
          </Title>
          <DataTable
            label={t('imports.notable')}
            columns={(['line', 'where', 'result', 'detail'] as const).map((column) => t(`imports.columns.${column}`))}
          >
            {notable.map((line) => (
              <Table.Tr key={line.line}>
                <Table.Td className="tabular">{line.line}</Table.Td>
                <Table.Td className="wraps">
                  <SubjectLink study={overview.study} subject={line.subject} /> {eventName(overview, line.event)}
                </Table.Td>
                <Table.Td className="wraps">{tCode('imports.results', line.result)}</Table.Td>
                <Table.Td className="wraps">{line.details.join('; ')}</Table.Td>
              </Table.Tr>
            ))}
          </DataTable>
        </section>
      )}
    </Stack>
  );
}
