import { Button, FileInput, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Access } from '../../access';
import { tryDefinition, type Trial } from '../../api/amendments';
import { readJson } from '../../api/jsonFile';
import type { StudyOverview } from '../../api/types';
import { DataTable } from '../../components/DataTable';
import { FormLink } from '../../components/FormLink';
import { ProblemAlert } from '../../components/ProblemAlert';
import { t, tCode } from '../../i18n';
import { eventName, formName } from '../../sites';
import { PublishVersion } from './PublishVersion';

type Tried = { definition: unknown; trial: Trial };

/** What the checks of a definition would find in what was entered, before anybody publishes it. */
export function TryDefinition({ overview, access }: { overview: StudyOverview; access: Access }) {
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const publishes = access.may('study.publish');
  const title = t(publishes ? 'amendments.publishTitle' : 'amendments.trial');
  const run = useMutation({
    mutationFn: async (after: string) => {
      const definition = after === '' || tried === null ? await readJson(file!) : tried.definition;
      return { definition, trial: await tryDefinition(overview.study, definition, after) };
    },
    onSuccess: (found, after) => setTried(after === '' || tried === null ? found : goingOn(tried, found)),
  });
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={title} align="stretch">
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text>{t(publishes ? 'amendments.trialFirst' : 'amendments.trialText')}</Text>
      {!access.may('subject.read') && <Text>{t('amendments.trialUnseen')}</Text>}
      <FileInput
        size="md"
        maw={480}
        label={t('amendments.definition')}
        placeholder={t('imports.chooseFile')}
        accept=".json,application/json"
        value={file}
        onChange={(chosen) => {
          setFile(chosen);
          setTried(null);
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
      <Text role="status" size="sm" className="quiet">
        {run.isPending && t('amendments.trying')}
      </Text>
      {run.isError && <ProblemAlert error={run.error} />}
      {tried && <Found overview={overview} trial={tried.trial} />}
      {tried?.trial.places.next && (
        <Button variant="default" loading={run.isPending} onClick={() => run.mutate(tried.trial.places.next ?? '')}>
          {t('common.more')}
        </Button>
      )}
      {tried && publishes && (
        <PublishVersion
          key={tried.trial.version}
          study={overview.study}
          version={tried.trial.version}
          definition={tried.definition}
        />
      )}
    </Stack>
  );
}

/** The next page of places behind those that are shown. */
function goingOn(before: Tried, { definition, trial }: Tried): Tried {
  const items = [...before.trial.places.items, ...trial.places.items];
  return { definition, trial: { ...trial, places: { ...trial.places, items } } };
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
          <Table.Tr key={`${check.form} ${check.check} ${check.severity} ${check.raises ?? ''}`}>
            <Table.Td className="wraps">
              {formName(overview, check.form)}: {check.check}
            </Table.Td>
            <Table.Td>{tCode('amendments.severities', check.raises ?? check.severity)}</Table.Td>
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
          <Text key={[place.subject, place.event, place.form, place.repeat, place.check, place.raises].join(' ')}>
            <FormLink study={overview.study} at={place}>
              {place.subject}, {eventName(overview, place.event)}, {formName(overview, place.form)}
            </FormLink>
            : {place.check} {place.raises && `(${tCode('amendments.severities', place.raises)}) `}
            {t(`amendments.${place.effect}`)}: {place.message}
          </Text>
        ))}
      </Stack>
    </>
  );
}
