import { Alert, Anchor, Badge, Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconClockHour4, IconMessageQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useLive, useNow, type Link as Connection } from '../api/live';
import { paths, studyQuery } from '../api/queries';
import type { SiteWork, WorkItem } from '../api/types';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemPage } from '../components/ProblemPage';
import { t } from '../i18n';
import { zoneOf } from '../sites';
import { WorkCards, type Section } from './WorkCards';

const SECTIONS: Section[] = ['late', 'now', 'next', 'waiting'];

/** What is late, due now and next at a site; it changes by itself. */
export function WorkListPage({ study, site }: { study: string; site: string }) {
  const overview = useQuery(studyQuery(study));
  const { query, link } = useLive<SiteWork>(
    ['study', study, 'site', site, 'work'],
    `${paths.study(study)}/sites/${encodeURIComponent(site)}/work-list`,
  );
  const now = useNow();
  const [whose, setWhose] = useState<'mine' | 'all'>('mine');
  const failed = [overview, query].find((each) => each.isError);
  if (failed) {
    return <ProblemPage error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (!overview.data || !query.data) {
    return <Loading />;
  }
  const work = query.data;
  const zone = zoneOf(overview.data.sites, site);
  const shown = (items: WorkItem[]) => (whose === 'mine' ? items.filter((item) => item.mine) : items);
  const nothing = SECTIONS.every((section) => shown(work[section as keyof SiteWork] as WorkItem[]).length === 0);
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={study} here={t('work.title')} />
        <Group gap="md">
          <Title order={1}>{t('work.siteTitle', { site })}</Title>
          <LinkBadge link={link} />
        </Group>
        <Text className="quiet">{t('common.timesIn', { zone, site })}</Text>
      </div>
      <OpenAlerts study={study} count={work.alerts} />
      <Waiting study={study} work={work} />
      <SegmentedControl
        aria-label={t('work.whose')}
        size="md"
        value={whose}
        onChange={(value) => setWhose(value as 'mine' | 'all')}
        data={[
          { value: 'mine', label: t('work.mine') },
          { value: 'all', label: t('work.all') },
        ]}
        style={{ alignSelf: 'flex-start' }}
      />
      {nothing && (
        <Text className="panel" p="lg">
          {t('work.empty')}
        </Text>
      )}
      {SECTIONS.map((section) => (
        <WorkCards
          key={section}
          study={study}
          zone={zone}
          section={section}
          items={shown(work[section as keyof SiteWork] as WorkItem[])}
          now={now}
        />
      ))}
    </Stack>
  );
}

/** What waits for the reader beside the forms. */
function Waiting({ study, work: { site, queries, clocks } }: { study: string; work: SiteWork }) {
  return queries + clocks === 0 ? null : (
    <Group component="nav" aria-label={t('work.waits')} gap="sm">
      {queries > 0 && (
        <Button
          variant="default"
          mih={44}
          renderRoot={(props) => <Link to="/studies/$study/queries" params={{ study }} search={{ site }} {...props} />}
          leftSection={<IconMessageQuestion size={18} aria-hidden />}
        >
          {t('work.queries', { count: queries })}
        </Button>
      )}
      {clocks > 0 && (
        <Button
          variant="default"
          mih={44}
          renderRoot={(props) => (
            <Link to="/studies/$study/safety" params={{ study }} search={{ show: 'clocks', site }} {...props} />
          )}
          leftSection={<IconClockHour4 size={18} aria-hidden />}
        >
          {t('work.clocks', { count: clocks })}
        </Button>
      )}
    </Group>
  );
}

export function OpenAlerts({ study, count }: { study: string; count: number }) {
  return count === 0 ? null : (
    <Alert color="red" title={t('work.alerts', { count })} role="alert">
      <Text c="dark.8">{t('work.alertsText')}</Text>
      <Anchor
        fw={600}
        renderRoot={(props) => <Link to="/studies/$study/safety" params={{ study }} search={{ show: 'alerts' }} {...props} />}
      >
        {t('work.alertsLink')}
      </Anchor>
    </Alert>
  );
}

export function LinkBadge({ link }: { link: Connection }) {
  return (
    <Badge color={link === 'live' ? 'green' : 'orange'} variant="light" size="lg" tt="none" role="status">
      {t(`work.link.${link}`)}
    </Badge>
  );
}
