import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconChartHistogram, IconExternalLink, IconGavel, IconLock, IconPackage, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accessTo } from '../access';
import { paths, studiesQuery } from '../api/queries';
import type { Me, PublishedStudy, StudyAccess } from '../api/types';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
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
        <StudyCard key={grant.study} me={me} grant={grant} published={published.find((p) => p.study === grant.study)} />
      ))}
    </div>
  );
}

type CardProps = { me: Me; grant: StudyAccess; published?: PublishedStudy };

function StudyCard({ me, grant, published }: CardProps) {
  const { may } = accessTo(me, grant.study);
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
      {published && (
        <Group>
          {may('subject.read') && (
            <Button
              renderRoot={(props) => <Link to="/studies/$study" params={{ study }} {...props} />}
              leftSection={<IconUsers size={18} aria-hidden />}
            >
              {t('home.subjects')}
            </Button>
          )}
          {may('closed-analysis.read') && (
            <Button
              renderRoot={(props) => <Link to="/studies/$study/analyses" params={{ study }} {...props} />}
              leftSection={<IconChartHistogram size={18} aria-hidden />}
            >
              {t('home.dmc')}
            </Button>
          )}
          {may('study.read') && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/studies/$study/recommendations" params={{ study }} {...props} />}
              leftSection={<IconGavel size={18} aria-hidden />}
            >
              {t('home.recommendations')}
            </Button>
          )}
          {may('code-break.read') && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/studies/$study/code-breaks" params={{ study }} {...props} />}
              leftSection={<IconAlertTriangle size={18} aria-hidden />}
            >
              {t('home.codeBreaks')}
            </Button>
          )}
          {may('stock.read') && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/studies/$study/kits" params={{ study }} {...props} />}
              leftSection={<IconPackage size={18} aria-hidden />}
            >
              {t('home.kits')}
            </Button>
          )}
          {may('study.lock') && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/studies/$study/lock" params={{ study }} {...props} />}
              leftSection={<IconLock size={18} aria-hidden />}
            >
              {t('home.lock')}
            </Button>
          )}
          {may('open-report.read') && (
            <Button
              component="a"
              variant="default"
              href={`${paths.statistics(study)}/open-report?format=html`}
              target="_blank"
              rel="noreferrer"
              aria-label={`${t('home.openReport')} (${t('common.opensInNewTab')})`}
              rightSection={<IconExternalLink size={18} aria-hidden />}
            >
              {t('home.openReport')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
