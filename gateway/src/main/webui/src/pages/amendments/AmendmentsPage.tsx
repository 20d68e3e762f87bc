import { Stack, Text, Title } from '@mantine/core';
import { Crumbs } from '../../components/Crumbs';
import { WithStudy } from '../../components/WithStudy';
import { t } from '../../i18n';
import { MoveSubjects } from './MoveSubjects';
import { TryDefinition } from './TryDefinition';
import { VersionChanges } from './VersionChanges';

/** What a version changes and whom it concerns, who follows it, and what new rules would find. */
export function AmendmentsPage({ study }: { study: string }) {
  return (
    <WithStudy study={study}>
      {(at) => (
        <Stack gap="md">
          <div>
            <Crumbs study={study} here={t('amendments.title')} />
            <Title order={1}>{t('amendments.title')}</Title>
            <Text className="quiet">{t('amendments.inForce', { version: at.overview.version })}</Text>
          </div>
          <VersionChanges overview={at.overview} />
          {at.access.may('subject.migrate') && <MoveSubjects {...at} />}
          <TryDefinition overview={at.overview} />
        </Stack>
      )}
    </WithStudy>
  );
}
