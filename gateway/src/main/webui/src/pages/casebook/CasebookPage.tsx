import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconMessageQuestion, IconPrinter } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { accessTo } from '../../access';
import { casebookQuery } from '../../api/casebook';
import type { Asked } from '../../api/raiseMany';
import { formQuery, studyQuery, subjectQuery } from '../../api/queries';
import type { FormDefinition, FormRecord, StudyOverview, Subject } from '../../api/types';
import { Crumbs } from '../../components/Crumbs';
import { Loading } from '../../components/Loading';
import { ProblemPage } from '../../components/ProblemPage';
import { useMe } from '../../components/useMe';
import { t } from '../../i18n';
import { eventName, zoneOf } from '../../sites';
import { formatInstant, now } from '../../time';
import { AskAbout, placeOf } from './AskAbout';
import { CasebookForm } from './CasebookForm';
import { usePageHeading } from './usePageHeading';

/** All forms of a subject to read or to print, each by the version of the study that it was written under. */
export function CasebookPage({ study, subject }: { study: string; subject: string }) {
  const overview = useQuery(studyQuery(study));
  const found = useQuery(subjectQuery(study, subject));
  const casebook = useQuery(casebookQuery(study, subject));
  const wanted = [...new Map((casebook.data?.forms ?? []).map((record) => [definitionOf(record), record])).values()];
  const definitions = useQueries({
    queries: wanted.map((record) => formQuery(study, record.form, record.definitionVersion)),
  });
  const failed = [overview, found, casebook, ...definitions].find((query) => query.isError);
  if (failed) {
    return <ProblemPage error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (!overview.data || !found.data || !casebook.data || definitions.some((each) => !each.data)) {
    return <Loading />;
  }
  const known = new Map(wanted.map((record, i) => [definitionOf(record), definitions[i]!.data!]));
  return (
    <Casebook
      overview={overview.data}
      subject={found.data}
      version={casebook.data.definitionVersion}
      forms={casebook.data.forms.map((record) => ({ record, definition: known.get(definitionOf(record))! }))}
    />
  );
}

const definitionOf = (record: FormRecord) => `${record.form} ${record.definitionVersion ?? ''}`;

type Entered = { record: FormRecord; definition: FormDefinition };

type Props = { overview: StudyOverview; subject: Subject; version: string; forms: Entered[] };

function Casebook({ overview, subject, version, forms }: Props) {
  const zone = zoneOf(overview.sites, subject.site);
  const access = accessTo(useMe(), overview.study);
  const [chosen, setChosen] = useState<Asked[] | null>(null);
  const asking = chosen && {
    isTicked: (at: Omit<Asked, 'label'>) => chosen.some((each) => placeOf(each) === placeOf(at)),
    onTick: (asked: Asked, yes: boolean) =>
      setChosen([...chosen.filter((each) => placeOf(each) !== placeOf(asked)), ...(yes ? [asked] : [])]),
  };
  usePageHeading(`${overview.study}, ${t('casebook.heading', { subject: subject.subject })}`);
  const events = [...new Set(forms.map(({ record }) => record.event))];
  return (
    <Stack gap="md" className="casebook">
      <div>
        <Crumbs study={overview.study} subject={subject.subject} here={t('casebook.title')} />
        <Group justify="space-between" align="flex-end">
          <div>
            <Title order={1} className="tabular">
              {t('casebook.heading', { subject: subject.subject })}
            </Title>
            <Text className="quiet">{t('casebook.text')}</Text>
          </div>
          <Group gap="sm" className="no-print">
            {forms.length > 0 && !chosen && access.mayAtSite('query.raise', subject.site) && (
              <Button
                variant="default"
                leftSection={<IconMessageQuestion size={20} aria-hidden />}
                onClick={() => setChosen([])}
              >
                {t('ask.begin')}
              </Button>
            )}
            <Button leftSection={<IconPrinter size={20} aria-hidden />} onClick={() => window.print()}>
              {t('casebook.print')}
            </Button>
          </Group>
        </Group>
      </div>
      <Facts overview={overview} subject={subject} version={version} count={forms.length} zone={zone} />
      {forms.length === 0 ? (
        <Text className="panel" p="lg">
          {t('casebook.empty')}
        </Text>
      ) : (
        <Contents overview={overview} events={events} forms={forms} />
      )}
      {events.map((event) => (
        <Stack key={event} id={`casebook-${event}`} tabIndex={-1} gap="md" component="section" aria-label={eventName(overview, event)}>
          <Title order={2} size="h3">
            {eventName(overview, event)}
          </Title>
          {forms
            .filter(({ record }) => record.event === event)
            .map((each) => (
              <CasebookForm
                key={`${each.record.form} ${each.record.repeat}`}
                {...each}
                zone={zone}
                reasons={overview.missingReasons}
                asking={asking ?? undefined}
              />
            ))}
        </Stack>
      ))}
      {chosen && (
        <AskAbout study={overview.study} chosen={chosen} onRaised={() => setChosen([])} onCancel={() => setChosen(null)} />
      )}
    </Stack>
  );
}

type FactsProps = Omit<Props, 'forms'> & { count: number; zone: string };

function Facts({ overview, subject, version, count, zone }: FactsProps) {
  const me = useMe();
  const [asOf] = useState(now);
  const site = overview.sites.find((each) => each.id === subject.site);
  const facts = [
    [t('casebook.facts.study'), overview.study],
    [t('casebook.facts.site'), [subject.site, site?.name].filter(Boolean).join(' ')],
    [t('casebook.facts.version'), subject.definitionVersion ?? version],
    [t('casebook.facts.randomizationNumber'), subject.randomizationNumber ?? t('subject.notRandomized')],
    [t('casebook.facts.forms'), String(count)],
    [t('casebook.facts.printed'), t('casebook.asOf', { at: formatInstant(asOf, zone), name: me.name })],
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

function Contents({ overview, events, forms }: { overview: StudyOverview; events: string[]; forms: Entered[] }) {
  return (
    <nav className="panel contents no-print" aria-label={t('casebook.contents')}>
      {events.map((event) => (
        <Anchor key={event} href={`#casebook-${event}`} className="target">
          {t('casebook.eventWithCount', {
            event: eventName(overview, event),
            count: forms.filter(({ record }) => record.event === event).length,
          })}
        </Anchor>
      ))}
    </nav>
  );
}
