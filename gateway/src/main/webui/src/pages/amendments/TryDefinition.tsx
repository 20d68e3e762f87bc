import { Button, FileInput, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { tryDefinition, type Trial } from '../../api/amendments';
import { readJson } from '../../api/jsonFile';
import type { StudyOverview } from '../../api/types';
import { DataTable } from '../../components/DataTable';
import { FormLink } from '../../components/FormLink';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t, tCode } from '../../i18n';
import { eventName, formName } from '../../sites';

/** What the checks of a definition would find in what was entered, before anybody publishes it. */
export function TryDefinition({ overview }: { overview: StudyOverview }) {
  const [file, setFile] = useState<File | null>(null);
  const [trial, setTrial] = useState<Trial | null>(null);
  const run = useMutation({
    mutationFn: async (after: string) => tryDefinition(overview.study, await readJson(file!), after),
    onSuccess: (found, after) =>
      setTrial(
        after === '' || trial === null
          ? found
          : { ...found, places: { ...found.places, items: [...trial.places.items, ...found.places.items] } },
      ),
  });
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('amendments.trial')} align="stretch">
      <Title order={2} size="h3">
        {t('amendments.trial')}
      </Title>
      <Text>{t('amendments.trialText')}</Text>
      <FileInput
        size="md"
        w={360}
        label={t('amendments.definition')}
        placeholder={t('imports.chooseFile')}
        accept=".json,application/json"
        value={file}
        onChange={(chosen) => {
          setFile(chosen);
          setTrial(null);
          run.reset();
        }}
      />
      <div>
        <Button
          variant="default"
          loading={run.isPending && run.variables === ''}
          disabled={file === null || run.isPending}
          onClick={() => run.mutate('')}
        >
          {t('amendments.tryOut')}
        </Button>
      </div>
      {run.isError && <ProblemAlert error={run.error} />}
      {trial && <Found overview={overview} trial={trial} />}
      {trial?.places.next && (
        <Button variant="default" loading={run.isPending} onClick={() => run.mutate(trial.places.next ?? '')}>
          {t('common.more')}
        </Button>
      )}
    </Stack>
  );
}

function Found({ overview, trial }: { overview: StudyOverview; trial: Trial }) {
  const summary = { version: trial.version, forms: trial.forms, subjects: trial.subjects };
  if (trial.checks.length === 0) {
    return (
      <Text role="status">
        {t('amendments.tried', summary)} {t('amendments.noEffect')}
      </Text>
    );
  }
  return (
    <>
      <Text role="status">{t('amendments.tried', summary)}</Text>
      <DataTable
        label={t('amendments.trial')}
        columns={(['check', 'severity', 'fires', 'settles'] as const).map((column) => t(`amendments.columns.${column}`))}
      >
        {trial.checks.map((check) => (
          <Table.Tr key={`${check.form} ${check.check}`}>
            <Table.Td className="wraps">
              {formName(overview, check.form)}: {check.check}
            </Table.Td>
            <Table.Td>{tCode('amendments.severities', check.severity)}</Table.Td>
            <Table.Td className="tabular">{check.fires}</Table.Td>
            <Table.Td className="tabular">{check.settles}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
      <Title order={3} size="h5">
        {t('amendments.places')}
      </Title>
      <Stack gap={4}>
        {trial.places.items.map((place) => (
          <Text key={[place.subject, place.event, place.form, place.repeat, place.check].join(' ')}>
            <FormLink study={overview.study} at={place}>
              {place.subject}, {eventName(overview, place.event)}, {formName(overview, place.form)}
            </FormLink>
            : {place.check} {t(`amendments.${place.effect}`)}: {place.message}
          </Text>
        ))}
      </Stack>
    </>
  );
}
