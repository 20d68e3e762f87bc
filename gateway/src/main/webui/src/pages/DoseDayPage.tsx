import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLive, useNow } from '../api/live';
import { paths, studyQuery } from '../api/queries';
import type { DoseDay, WorkItem } from '../api/types';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemPage } from '../components/ProblemPage';
import { t } from '../i18n';
import { minutesUntil, spell, timeOfDay } from '../time';
import { zoneOf } from '../sites';
import { LinkBadge, OpenAlerts } from './WorkListPage';
import { WorkCards, type Section } from './WorkCards';

const SECTIONS: Section[] = ['late', 'now', 'next', 'done'];

/** What is due on a subject's dose day, by the minute since the dose began; for a tablet at the bedside. */
export function DoseDayPage({ study, subject }: { study: string; subject: string }) {
  const overview = useQuery(studyQuery(study));
  const { query, link } = useLive<DoseDay>(
    ['study', study, 'subject', subject, 'dose-day'],
    `${paths.subject(study, subject)}/dose-day`,
  );
  const now = useNow();
  const failed = [overview, query].find((each) => each.isError);
  if (failed) {
    return <ProblemPage error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (!overview.data || !query.data) {
    return <Loading />;
  }
  const day = query.data;
  const zone = zoneOf(overview.data.sites, day.site);
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={study} subject={subject} here={t('work.doseDay')} />
        <Group gap="md">
          <Title order={1} className="tabular">
            {t('work.doseDayTitle', { subject })}
          </Title>
          <LinkBadge link={link} />
        </Group>
        <Text className="quiet">{t('common.timesIn', { zone, site: day.site })}</Text>
      </div>
      <Text className="panel tabular work-minute" role="timer" aria-live="off">
        {day.start
          ? t('work.minute', { minute: spell(-minutesUntil(day.start, now)), at: timeOfDay(day.start, zone) })
          : t('work.notStarted')}
      </Text>
      <OpenAlerts study={study} count={day.alerts} />
      {SECTIONS.map((section) => (
        <WorkCards
          key={section}
          study={study}
          zone={zone}
          section={section}
          items={day[section as keyof DoseDay] as WorkItem[]}
          now={now}
          oneDay
        />
      ))}
    </Stack>
  );
}
