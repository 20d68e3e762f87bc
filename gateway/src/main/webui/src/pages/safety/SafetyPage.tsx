import { Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Crumbs } from '../../components/Crumbs';
import { SiteChoice } from '../../components/SiteChoice';
import { WithStudy, type InStudy } from '../../components/WithStudy';
import { t } from '../../i18n';
import { AdverseEvents } from './AdverseEvents';
import { Clocks } from './Clocks';
import { ClockSummary } from './ClockSummary';
import { Endings } from './Endings';
import { Notices } from './Notices';

export const SAFETY_TABS = ['clocks', 'alerts', 'events', 'deviations', 'endings'] as const;
export type SafetyTab = (typeof SAFETY_TABS)[number];

type Props = { study: string; show?: SafetyTab; site?: string };

/** Reporting clocks, alerts, adverse events and deviations of a study, each for whom it concerns. */
export function SafetyPage({ study, ...chosen }: Props) {
  return <WithStudy study={study}>{(at) => <Safety at={at} {...chosen} />}</WithStudy>;
}

export type SafetyProps = InStudy & { site: string | null };

function Safety({ at, show, site: asked }: Omit<Props, 'study'> & { at: InStudy }) {
  const navigate = useNavigate();
  const [site, setSite] = useState(at.sites.some((each) => each.id === asked) ? asked! : null);
  const { study } = at.overview;
  const tabs = SAFETY_TABS.filter((tab) => isFor(tab, at));
  const shown = show && tabs.includes(show) ? show : tabs[0];
  return (
    <Stack gap="md">
      <div>
        <Crumbs study={study} here={t('safety.title')} />
        <Title order={1}>{t('safety.title')}</Title>
        <Text className="quiet">{t('safety.text')}</Text>
      </div>
      {at.access.may('subject.read') && at.sites.length > 1 && (
        <Group>
          <SiteChoice sites={at.sites} value={site} onChange={setSite} />
        </Group>
      )}
      <Tabs
        value={shown ?? null}
        onChange={(tab) =>
          void navigate({ to: '/studies/$study/safety', params: { study }, search: { show: tab as SafetyTab }, replace: true })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`safety.tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Panel key={tab} value={tab}>
            <Panel tab={tab} {...at} site={site} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}

function isFor(tab: SafetyTab, { access }: InStudy): boolean {
  switch (tab) {
    case 'clocks':
      return access.may('safety-data.read') || (access.may('open-report.read') && access.sites === null);
    case 'events':
      return access.may('safety-data.read');
    case 'alerts':
    case 'deviations':
    case 'endings':
      return access.may('subject.read');
  }
}

function Panel({ tab, ...at }: SafetyProps & { tab: SafetyTab }) {
  switch (tab) {
    case 'clocks':
      return at.access.may('safety-data.read') ? <Clocks {...at} /> : <ClockSummary study={at.overview.study} />;
    case 'alerts':
    case 'deviations':
      return <Notices key={tab} kind={tab} {...at} />;
    case 'events':
      return <AdverseEvents {...at} />;
    case 'endings':
      return <Endings {...at} />;
  }
}
