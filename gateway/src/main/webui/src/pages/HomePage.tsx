import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { studiesQuery } from '../api/queries';
import type { Me, PublishedStudy, StudyAccess } from '../api/types';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { StudyLinks } from '../components/StudyLinks';
import { useMe } from '../components/useMe';
import { t, tCode } from '../i18n';

export function HomePage() {
  const me = useMe();
  const published = useQuery(studiesQuery);
  return (
    <Stack gap="lg">
      <div>
        <Title order={1}>{t('home.title')}</Title>
        <Text className="quiet">{t('home.greeting', { name: `${me.name} (${me.username})` })}</Text>
      </div>
      {published.isPending && <Loading />}
      {published.isError && <ProblemAlert error={published.error} onRetry={() => void published.refetch()} />}
      {published.isSuccess && <Studies me={me} published={published.data} />}
    </Stack>
  );
}

function Studies({ me, published }: { me: Me; published: PublishedStudy[] }) {
  if (me.studies.length === 0) {
    return (
      <Stack className="panel" p="xl" gap="xs">
        <Title order={2} size="h3">
          {t('home.empty')}
        </Title>
        <Text>{t('home.emptyText')}</Text>
      </Stack>
    );
  }
  return (
    <div className="cards">
      {me.studies.map((grant) => (
        <StudyCard key={grant.study} grant={grant} published={published.find((p) => p.study === grant.study)} />
      ))}
    </div>
  );
}

type CardProps = { grant: StudyAccess; published?: PublishedStudy };

function StudyCard({ grant, published }: CardProps) {
  const study = grant.study;
  return (
    <Stack className="panel" p="lg" gap="md" component="section" aria-label={study}>
      <div>
        <Group justify="space-between">
          <Title order={2} size="h3">
            {study}
          </Title>
          <Badge variant="light" color="gray" tt="none" size="lg">
            {published ? t('home.version', { version: published.version }) : t('home.notPublished')}
          </Badge>
        </Group>
        {published && <Text>{published.shortTitle}</Text>}
      </div>
      <dl className="values fact">
        <dt>{t('home.roles')}</dt>
        <dd>{grant.roles.map((role) => tCode('roles', role)).join(', ')}</dd>
        <dt>{t('home.sites')}</dt>
        <dd>{grant.sites === null ? t('home.allSites') : grant.sites.join(', ')}</dd>
      </dl>
      {published && <StudyLinks study={study} />}
    </Stack>
  );
}
