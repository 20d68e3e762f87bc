import { Anchor, Button, Group, Pagination, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { IconListCheck, IconMessageQuestion, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { accessTo } from '../access';
import { studyQuery, subjectsQuery } from '../api/queries';
import type { Site, StudyOverview, SubjectSummary } from '../api/types';
import { Crumbs } from '../components/Crumbs';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { ProblemPage } from '../components/ProblemPage';
import { SiteChoice } from '../components/SiteChoice';
import { SubjectStatusBadge } from '../components/State';
import { StudyLinks } from '../components/StudyLinks';
import { useMe } from '../components/useMe';
import { t } from '../i18n';
import { formatInstant } from '../time';
import { zoneOf } from '../sites';
import { ScreenSubject } from './ScreenSubject';

const ROWS = 20;

export function StudyPage({ study }: { study: string }) {
  const overview = useQuery(studyQuery(study));
  if (overview.isPending) {
    return <Loading />;
  }
  if (overview.isError) {
    return <ProblemPage error={overview.error} onRetry={() => void overview.refetch()} />;
  }
  return <Subjects overview={overview.data} />;
}

function Subjects({ overview }: { overview: StudyOverview }) {
  const study = overview.study;
  const access = accessTo(useMe(), study);
  const mine = overview.sites.filter((site) => access.sites === null || access.sites.includes(site.id));
  const [site, setSite] = useState<string | null>(null);
  const [text, setText] = useState('');
  const worksAt = access.may('subject.read') ? (site ?? mine[0]?.id) : undefined;
  const [screening, setScreening] = useState(false);
  const subjects = useInfiniteQuery({ ...subjectsQuery(study, site), enabled: access.may('subject.read') });
  return (
    <Stack gap="md">
      <div>
        <Crumbs here={study} />
        <Group justify="space-between">
          <div>
            <Title order={1}>{t('study.subjects')}</Title>
            <Text className="quiet">{overview.shortTitle}</Text>
          </div>
          {worksAt && (
            <Button
              variant="light"
              leftSection={<IconListCheck size={20} aria-hidden />}
              renderRoot={(props) => (
                <Link to="/studies/$study/sites/$site/work" params={{ study, site: worksAt }} {...props} />
              )}
            >
              {t('work.title')}
            </Button>
          )}
          {access.may('subject.screen') && (
            <Button leftSection={<IconUserPlus size={20} aria-hidden />} onClick={() => setScreening(true)}>
              {t('study.screen')}
            </Button>
          )}
        </Group>
      </div>
      <StudyLinks study={study} without="/studies/$study" />
      <Group align="flex-end">
        <SiteChoice sites={mine} value={site} onChange={setSite} />
        <TextInput
          label={t('study.search')}
          placeholder={t('study.searchHint')}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
          w={280}
        />
      </Group>
      {subjects.isPending && access.may('subject.read') && <Loading />}
      {subjects.isError && <ProblemAlert error={subjects.error} onRetry={() => void subjects.refetch()} />}
      {subjects.data && (
        <SubjectTable
          key={`${site} ${text}`}
          study={study}
          sites={overview.sites}
          text={text.trim()}
          subjects={subjects.data.pages.flatMap((page) => page.items)}
          more={subjects.hasNextPage}
          loading={subjects.isFetchingNextPage}
          onMore={() => void subjects.fetchNextPage()}
        />
      )}
      {screening && <ScreenSubject study={study} sites={mine} onClose={() => setScreening(false)} />}
    </Stack>
  );
}

type TableProps = {
  study: string;
  sites: Site[];
  subjects: SubjectSummary[];
  text: string;
  more: boolean;
  loading: boolean;
  onMore: () => void;
};

function SubjectTable({ study, sites, subjects, text, more, loading, onMore }: TableProps) {
  const [page, setPage] = useState(1);
  const found = subjects.filter((s) => s.subject.toLowerCase().includes(text.toLowerCase()));
  const rows = found.slice((page - 1) * ROWS, page * ROWS);
  if (subjects.length === 0) {
    return (
      <Stack className="panel" p="xl" gap="xs">
        <Title order={2} size="h3">
          {t('study.empty')}
        </Title>
        <Text>{t('study.emptyText')}</Text>
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      <Table.ScrollContainer minWidth={680} className="panel" type="native">
        <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('study.columns.subject')}</Table.Th>
              <Table.Th>{t('study.columns.status')}</Table.Th>
              <Table.Th>{t('study.columns.number')}</Table.Th>
              <Table.Th>{t('study.columns.screened')}</Table.Th>
              <Table.Th>{t('study.columns.queries')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <SubjectRow key={row.subject} study={study} row={row} zone={zoneOf(sites, row.site)} />
            ))}
          </Table.Tbody>
        </Table>
        {found.length === 0 && <Text p="lg">{t('study.notFound', { text })}</Text>}
      </Table.ScrollContainer>
      <Group justify="space-between">
        <Text className="quiet" role="status">
          {t(more ? 'study.shownMore' : 'study.shown', { shown: found.length, total: subjects.length })}
        </Text>
        <Group>
          {more && (
            <Button variant="default" loading={loading} onClick={onMore}>
              {t('study.loadMore')}
            </Button>
          )}
          {found.length > ROWS && (
            <Pagination
              total={Math.ceil(found.length / ROWS)}
              value={page}
              onChange={setPage}
              size="lg"
              getControlProps={(control) => ({ 'aria-label': t(`study.pages.${control}`) })}
            />
          )}
        </Group>
      </Group>
    </Stack>
  );
}

function SubjectRow({ study, row, zone }: { study: string; row: SubjectSummary; zone: string }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor
          fw={650}
          className="tabular"
          renderRoot={(props) => (
            <Link to="/studies/$study/subjects/$subject" params={{ study, subject: row.subject }} {...props} />
          )}
        >
          {row.subject}
        </Anchor>
      </Table.Td>
      <Table.Td>
        <SubjectStatusBadge status={row.ended ?? row.status} />
      </Table.Td>
      <Table.Td className="tabular">{row.randomizationNumber ?? t('common.none')}</Table.Td>
      <Table.Td>{formatInstant(row.screenedAt, zone)}</Table.Td>
      <Table.Td>
        {row.openQueries > 0 ? (
          <Group gap={6} wrap="nowrap" c="var(--warning)" fw={650}>
            <IconMessageQuestion size={18} aria-hidden />
            {row.openQueries}
          </Group>
        ) : (
          <Text className="quiet">{t('study.noQueries')}</Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
