import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { versionsQuery, type PublishedVersion } from '../../api/amendments';
import { Crumbs } from '../../components/Crumbs';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { WithStudy, type InStudy } from '../../components/WithStudy';
import { t } from '../../i18n';
import { MoveSubjects } from './MoveSubjects';
import { TryDefinition } from './TryDefinition';
import { VersionChanges } from './VersionChanges';
import { Versions } from './Versions';

/** The versions of a study: what each changes and whom that concerns, who follows it, and what a new one would find. */
export function AmendmentsPage({ study }: { study: string }) {
  const versions = useQuery(versionsQuery(study));
  return (
    <WithStudy study={study}>
      {(at) => (
        <Stack gap="lg">
          <div>
            <Crumbs study={study} here={t('amendments.title')} />
            <Title order={1}>{t('amendments.title')}</Title>
            <Text className="quiet">{t('amendments.inForce', { version: at.overview.version })}</Text>
          </div>
          {versions.isPending && <Loading />}
          {versions.isError && <ProblemAlert error={versions.error} onRetry={() => void versions.refetch()} />}
          {versions.data && <Amendments at={at} versions={versions.data} />}
        </Stack>
      )}
    </WithStudy>
  );
}

function Amendments({ at, versions }: { at: InStudy; versions: PublishedVersion[] }) {
  const [asked, setAsked] = useState({ version: at.overview.version, from: '' });
  return (
    <>
      <Versions versions={versions} onCompare={(version) => setAsked({ version, from: '' })} />
      <VersionChanges study={at.overview.study} versions={versions} asked={asked} onAsk={setAsked} />
      {at.access.may('subject.migrate') && <MoveSubjects {...at} versions={versions} />}
      <TryDefinition overview={at.overview} access={at.access} />
    </>
  );
}
