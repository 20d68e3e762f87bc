import { Stack, Text, Title } from '@mantine/core';
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { Loading } from './components/Loading';
import { ProblemAlert } from './components/ProblemAlert';
import { Shell } from './components/Shell';
import { t } from './i18n';
import { AmendmentsPage } from './pages/amendments/AmendmentsPage';
import { AnalysesPage } from './pages/AnalysesPage';
import { AuditPage } from './pages/audit/AuditPage';
import { CodeBreaksPage } from './pages/CodeBreaksPage';
import { CasebookPage } from './pages/casebook/CasebookPage';
import { ExportsPage } from './pages/data/ExportsPage';
import { ImportPage } from './pages/data/ImportPage';
import { DoseDayPage } from './pages/DoseDayPage';
import { FormPage } from './pages/FormPage';
import { HomePage } from './pages/HomePage';
import { LockPage } from './pages/LockPage';
import { MeetingPage } from './pages/MeetingPage';
import { QueriesPage } from './pages/queries/QueriesPage';
import { RecommendationsPage } from './pages/RecommendationsPage';
import { SAFETY_TABS, SafetyPage, type SafetyTab } from './pages/safety/SafetyPage';
import { StockPage } from './pages/StockPage';
import { StudyPage } from './pages/StudyPage';
import { SubjectPage } from './pages/SubjectPage';
import { WorkListPage } from './pages/WorkListPage';

type Search = Record<string, unknown>;

/** A number in an address is read as one, and a site can be called 10. */
const siteIn = ({ site }: Search): { site?: string } =>
  typeof site === 'string' || typeof site === 'number' ? { site: String(site) } : {};

const root = createRootRoute({
  component: Shell,
  errorComponent: ({ error, reset }) => <ProblemAlert error={error} onRetry={reset} />,
  notFoundComponent: () => (
    <Stack gap="xs">
      <Title order={1}>{t('notFound.title')}</Title>
      <Text>{t('notFound.text')}</Text>
    </Stack>
  ),
});

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });

const study = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study',
  component: () => <StudyPage {...study.useParams()} />,
});

const analyses = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/analyses',
  component: () => <AnalysesPage {...analyses.useParams()} />,
});

const meeting = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/meetings/$meeting',
  component: function MeetingRoute() {
    const at = meeting.useParams();
    return <MeetingPage key={at.meeting} {...at} />;
  },
});

const recommendations = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/recommendations',
  component: () => <RecommendationsPage {...recommendations.useParams()} />,
});

const codeBreaks = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/code-breaks',
  component: () => <CodeBreaksPage {...codeBreaks.useParams()} />,
});

const stock = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/kits',
  component: () => <StockPage {...stock.useParams()} />,
});

const lock = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/lock',
  component: () => <LockPage {...lock.useParams()} />,
});

const safety = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/safety',
  validateSearch: (search: Search): { show?: SafetyTab; site?: string } => {
    const show = SAFETY_TABS.find((tab) => tab === search.show);
    return { ...(show ? { show } : {}), ...siteIn(search) };
  },
  component: () => <SafetyPage {...safety.useParams()} {...safety.useSearch()} />,
});

const queries = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/queries',
  validateSearch: siteIn,
  component: () => <QueriesPage {...queries.useParams()} {...queries.useSearch()} />,
});

const exports = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/exports',
  component: () => <ExportsPage {...exports.useParams()} />,
});

const imports = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/imports',
  component: () => <ImportPage {...imports.useParams()} />,
});

const amendments = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/amendments',
  component: () => <AmendmentsPage {...amendments.useParams()} />,
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/audit',
  component: () => <AuditPage {...audit.useParams()} />,
});

const subject = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/subjects/$subject',
  component: () => <SubjectPage {...subject.useParams()} />,
});

const work = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/sites/$site/work',
  component: () => <WorkListPage {...work.useParams()} />,
});

const doseDay = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/subjects/$subject/dose-day',
  component: () => <DoseDayPage {...doseDay.useParams()} />,
});

const casebook = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/subjects/$subject/casebook',
  component: () => <CasebookPage {...casebook.useParams()} />,
});

const form = createRoute({
  getParentRoute: () => root,
  path: '/studies/$study/subjects/$subject/events/$event/forms/$form',
  validateSearch: (search: Search): { repeat?: number } => {
    const repeat = Number(search.repeat ?? 1);
    return Number.isInteger(repeat) && repeat > 1 ? { repeat } : {};
  },
  component: function FormRoute() {
    const at = { ...form.useParams(), repeat: form.useSearch().repeat ?? 1 };
    return <FormPage key={JSON.stringify(at)} at={at} />;
  },
});

export function newRouter() {
  return createRouter({
    routeTree: root.addChildren([
      ...[home, study, work, subject, doseDay, casebook, form, safety, queries],
      ...[codeBreaks, stock, analyses, meeting, recommendations],
      ...[exports, imports, amendments, lock, audit],
    ]),
    defaultPendingComponent: Loading,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
