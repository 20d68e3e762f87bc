import { Button, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accessTo } from '../access';
import { anchorName, keyTimes } from '../anchors';
import { keptFor } from '../api/freshSignIn';
import { dataQueriesQuery, scheduleQuery, studyQuery, subjectQuery } from '../api/queries';
import type { ScheduledEvent, Site, Subject } from '../api/types';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { ProblemPage } from '../components/ProblemPage';
import { SubjectStatusBadge } from '../components/State';
import { useMe } from '../components/useMe';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { SubjectCalendar } from './calendar/SubjectCalendar';
import { CodeBreak } from './CodeBreak';
import { KitList } from './KitList';
import { QueryList } from './QueryList';
import { Randomize } from './Randomize';
import { zoneOf } from '../sites';
import { signingOf, SubjectReview } from './SubjectReview';

type Props = { study: string; subject: string };

export function SubjectPage({ study, subject }: Props) {
  const overview = useQuery(studyQuery(study));
  const found = useQuery(subjectQuery(study, subject));
  const failed = [overview, found].find((query) => query.isLoadingError);
  if (failed) {
    return <ProblemPage error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (!overview.data || !found.data) {
    return <Loading />;
  }
  return <SubjectView study={study} subject={found.data} sites={overview.data.sites} />;
}

function SubjectView({ study, subject, sites }: { study: string; subject: Subject; sites: Site[] }) {
  const access = accessTo(useMe(), study);
  const zone = zoneOf(sites, subject.site);
  const queries = useQuery({ ...dataQueriesQuery(study, subject.subject), enabled: access.may('query.read') });
  const schedule = useQuery(scheduleQuery(study, subject.subject));
  const events = schedule.data?.events ?? [];
  const open = (queries.data?.items ?? []).filter((query) => query.status !== 'closed').length;
  const mayRandomize =
    !subject.randomizationNumber &&
    access.mayAtSite('subject.randomize', subject.site) &&
    access.mayAtSite('eligibility.read', subject.site);
  const mayReadKits = access.mayAtSite('randomization.read', subject.site) && Boolean(subject.randomizationNumber);
  const mayBreakCode = access.mayAtSite('code.break', subject.site) && Boolean(subject.randomizationNumber);
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={study} here={subject.subject} />
        <Group justify="space-between" gap="sm">
          <Group gap="md">
            <Title order={1} className="tabular">
              {t('subject.title', { subject: subject.subject })}
            </Title>
            <SubjectStatusBadge status={subject.ended ?? subject.status} />
          </Group>
          <Group gap="sm">
            {events.some((event) => event.doseDay) && <ToPage study={study} subject={subject.subject} to="dose-day" />}
            <ToPage study={study} subject={subject.subject} to="casebook" />
            {mayBreakCode && <CodeBreak study={study} subject={subject.subject} />}
          </Group>
        </Group>
        <Text className="quiet">{t('common.timesIn', { zone, site: subject.site })}</Text>
      </div>
      <Facts subject={subject} events={events} zone={zone} />
      {mayRandomize && <Randomize study={study} subject={subject.subject} />}
      <Tabs defaultValue={keptFor(signingOf(study, subject.subject)) === null ? 'schedule' : 'review'} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="schedule">{t('subject.schedule')}</Tabs.Tab>
          {access.may('query.read') && (
            <Tabs.Tab value="queries">{t('subject.tabs.queries', { count: open })}</Tabs.Tab>
          )}
          <Tabs.Tab value="review">{t('subject.tabs.review')}</Tabs.Tab>
          {mayReadKits && <Tabs.Tab value="kits">{t('subject.tabs.kits')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="schedule">
          <SubjectCalendar study={study} subject={subject.subject} zone={zone} />
        </Tabs.Panel>
        <Tabs.Panel value="queries">
          {queries.isError && <ProblemAlert error={queries.error} onRetry={() => void queries.refetch()} />}
          {queries.isPending && <Loading />}
          {queries.data && (
            <QueryList
              study={study}
              items={queries.data.items}
              events={events}
              access={access}
              zone={zone}
            />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="review">
          <SubjectReview study={study} subject={subject} zone={zone} access={access} />
        </Tabs.Panel>
        <Tabs.Panel value="kits">
          <KitList
            study={study}
            subject={subject.subject}
            zone={zone}
            mayDispense={access.mayAtSite('kit.dispense', subject.site)}
          />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function ToPage({ study, subject, to }: Props & { to: 'dose-day' | 'casebook' }) {
  return (
    <Button
      variant="light"
      renderRoot={(props) => (
        <Link to={`/studies/$study/subjects/$subject/${to}`} params={{ study, subject }} {...props} />
      )}
    >
      {t(to === 'casebook' ? 'casebook.title' : 'work.doseDay')}
    </Button>
  );
}

function Facts({ subject, events, zone }: { subject: Subject; events: ScheduledEvent[]; zone: string }) {
  const facts: [string, string][] = [
    [t('subject.randomizationNumber'), subject.randomizationNumber ?? t('subject.notRandomized')],
    [t('subject.kit'), subject.kit ?? t('common.none')],
    ...keyTimes(subject.anchors, events).map(({ anchor, at }): [string, string] => [
      anchorName(anchor),
      at ? formatInstant(at, zone) : t('subject.anchorMissing'),
    ]),
  ];
  return (
    <Group component="dl" className="panel fact" px="lg" py="md" m={0} gap="0.75rem 2.5rem" align="flex-start">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="tabular">{value}</dd>
        </div>
      ))}
    </Group>
  );
}
