import { Checkbox, Group, NativeSelect, Stack, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryListQuery, type QuerySelection } from '../../api/dataQueries';
import type { DataQuery } from '../../api/types';
import { Crumbs } from '../../components/Crumbs';
import { Listing } from '../../components/Listing';
import { SiteChoice } from '../../components/SiteChoice';
import { WithStudy, type InStudy } from '../../components/WithStudy';
import { t } from '../../i18n';
import { eventName, formName, siteOf, zoneOf } from '../../sites';
import { QueryCard } from '../QueryCard';
import { BulkChange } from './BulkChange';
import { QueryAges } from './QueryAges';

/** All queries that one may see, chosen by status, site and age; many closed or opened again together. */
export function QueriesPage({ study, site }: { study: string; site?: string }) {
  return (
    <WithStudy study={study}>
      {(at) => (
        <Stack gap="md">
          <div>
            <Crumbs study={study} here={t('queries.title')} />
            <Title order={1}>{t('queries.title')}</Title>
          </div>
          <QueryAges study={study} />
          <Queries {...at} site={site} />
        </Stack>
      )}
    </WithStudy>
  );
}

function Queries({ overview, access, sites, site }: InStudy & { site?: string }) {
  const closes = access.may('query.close');
  const [chosen, setChosen] = useState<QuerySelection>({
    site: sites.some((each) => each.id === site) ? site! : null,
    status: closes ? 'answered' : 'open',
    minAgeDays: '',
    sort: 'oldest',
  });
  const [selected, setSelected] = useState<string[]>([]);
  const query = useInfiniteQuery(queryListQuery(overview.study, chosen));
  const choose = (change: Partial<QuerySelection>) => {
    setChosen({ ...chosen, ...change });
    setSelected([]);
  };
  const select = (id: string, yes: boolean) =>
    setSelected(yes ? [...selected, id] : selected.filter((other) => other !== id));
  return (
    <Stack gap="md">
      <Filters chosen={chosen} onChoose={choose} sites={sites} />
      <Listing query={query} empty={t('queries.none')}>
        {(items) => (
          <>
            {closes && chosen.status !== '' && (
              <SelectAll items={items} selected={selected} onSelect={setSelected} />
            )}
            {items.map((item) => (
              <QueryCard
                key={item.query}
                study={overview.study}
                query={item}
                access={access}
                zone={zoneOf(overview.sites, siteOf(overview, item.subject))}
                about={t('queries.aboutSubject', {
                  subject: item.subject,
                  event: eventName(overview, item.event),
                  form: [formName(overview, item.form), item.item].filter(Boolean).join(' · '),
                })}
                selected={selected.includes(item.query)}
                onSelect={closes && chosen.status !== '' ? (yes) => select(item.query, yes) : undefined}
              />
            ))}
          </>
        )}
      </Listing>
      {closes && chosen.status !== '' && (
        <BulkChange
          study={overview.study}
          action={chosen.status === 'closed' ? 'reopen' : 'close'}
          selected={selected}
          onDone={() => setSelected([])}
        />
      )}
    </Stack>
  );
}

type FilterProps = Pick<InStudy, 'sites'> & {
  chosen: QuerySelection;
  onChoose: (change: Partial<QuerySelection>) => void;
};

const AGES = ['8', '15', '31'];

function Filters({ chosen, onChoose, sites }: FilterProps) {
  return (
    <Group component="section" aria-label={t('queries.filters')} align="flex-end">
      <NativeSelect
        label={t('queries.statusLabel')}
        value={chosen.status}
        onChange={(e) => onChoose({ status: e.currentTarget.value })}
        data={[
          ...(['open', 'answered', 'closed'] as const).map((status) => ({
            value: status as string,
            label: t(`queries.status.${status}`),
          })),
          { value: '', label: t('queries.anyStatus') },
        ]}
      />
      <SiteChoice sites={sites} value={chosen.site} onChange={(site) => onChoose({ site })} />
      <NativeSelect
        label={t('queries.minAge')}
        value={chosen.minAgeDays}
        onChange={(e) => onChoose({ minAgeDays: e.currentTarget.value })}
        data={[
          { value: '', label: t('queries.anyAge') },
          ...AGES.map((days) => ({ value: days, label: t('queries.days', { days }) })),
        ]}
      />
      <NativeSelect
        label={t('queries.sort')}
        value={chosen.sort}
        onChange={(e) => onChoose({ sort: e.currentTarget.value })}
        data={[
          { value: 'oldest', label: t('queries.oldest') },
          { value: 'newest', label: t('queries.newest') },
        ]}
      />
    </Group>
  );
}

type AllProps = { items: DataQuery[]; selected: string[]; onSelect: (ids: string[]) => void };

function SelectAll({ items, selected, onSelect }: AllProps) {
  const all = items.every((item) => selected.includes(item.query));
  return (
    <Checkbox
      size="md"
      label={t('queries.selectAll', { count: items.length })}
      checked={all}
      indeterminate={!all && selected.length > 0}
      onChange={(e) => onSelect(e.currentTarget.checked ? items.map((item) => item.query) : [])}
    />
  );
}
