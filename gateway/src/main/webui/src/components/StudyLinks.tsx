import { Button, Group } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChartHistogram,
  IconDatabaseExport,
  IconExternalLink,
  IconFileImport,
  IconGavel,
  IconGitCompare,
  IconHeartbeat,
  IconLock,
  IconMessageQuestion,
  IconPackage,
  IconShieldCheck,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { accessTo, type Access } from '../access';
import { paths } from '../api/queries';
import { t, type MessageKey } from '../i18n';
import { useMe } from './useMe';

/** A part of a study, the words for it, and whose it is: the first that one may open is where one's work begins. */
const PARTS = [
  { to: '/studies/$study', label: 'home.subjects', icon: IconUsers, isFor: may('subject.read') },
  { to: '/studies/$study/analyses', label: 'home.dmc', icon: IconChartHistogram, isFor: may('closed-analysis.read') },
  { to: '/studies/$study/queries', label: 'home.queries', icon: IconMessageQuestion, isFor: may('query.read') },
  {
    to: '/studies/$study/safety',
    label: 'home.safety',
    icon: IconHeartbeat,
    isFor: ({ may, sites }: Access) => may('subject.read') || (may('open-report.read') && sites === null),
  },
  { to: '/studies/$study/kits', label: 'home.kits', icon: IconPackage, isFor: may('stock.read') },
  { to: '/studies/$study/recommendations', label: 'home.recommendations', icon: IconGavel, isFor: may('study.read') },
  { to: '/studies/$study/code-breaks', label: 'home.codeBreaks', icon: IconAlertTriangle, isFor: may('code-break.read') },
  {
    to: '/studies/$study/exports',
    label: 'home.exports',
    icon: IconDatabaseExport,
    isFor: ({ may }: Access) => may('data.export') || may('data.snapshot'),
  },
  { to: '/studies/$study/imports', label: 'home.imports', icon: IconFileImport, isFor: may('data.import') },
  {
    to: '/studies/$study/amendments',
    label: 'home.amendments',
    icon: IconGitCompare,
    isFor: ({ may }: Access) => may('subject.migrate') || may('study.publish'),
  },
  { to: '/studies/$study/lock', label: 'home.lock', icon: IconLock, isFor: may('study.lock-check') },
  { to: '/studies/$study/audit', label: 'home.audit', icon: IconShieldCheck, isFor: may('audit.read') },
] as const satisfies { to: string; label: MessageKey; icon: Icon; isFor: (access: Access) => boolean }[];

function may(permission: string) {
  return (access: Access) => access.may(permission);
}

type Props = { study: string; /** The part that the person is in. */ without?: string };

/** The ways into the parts of a study that are a person's. */
export function StudyLinks({ study, without }: Props) {
  const access = accessTo(useMe(), study);
  const parts = PARTS.filter((part) => part.to !== without && part.isFor(access));
  return (
    <Group component="nav" aria-label={`${study}: ${t('home.links')}`} gap="sm">
      {parts.map(({ to, label, icon: Icon }, i) => (
        <Button
          key={to}
          size="sm"
          mih={44}
          variant={i === 0 && !without ? 'filled' : 'default'}
          renderRoot={(props) => <Link to={to} params={{ study }} {...props} />}
          leftSection={<Icon size={18} aria-hidden />}
        >
          {t(label)}
        </Button>
      ))}
      {access.may('open-report.read') && access.sites === null && (
        <Button
          component="a"
          size="sm"
          mih={44}
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
  );
}
