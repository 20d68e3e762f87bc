import { Badge, Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Access } from '../../access';
import { noticesQuery, type Notice } from '../../api/safety';
import { FormLink } from '../../components/FormLink';
import { Listing } from '../../components/Listing';
import { t } from '../../i18n';
import { eventName, formName, zoneOf } from '../../sites';
import { formatInstant } from '../../time';
import { Resolve } from './Resolve';
import type { SafetyProps } from './SafetyPage';

type Kind = 'alerts' | 'deviations';

const ENTERING = ['general-data.enter', 'efficacy-data.enter', 'dose-day-data.enter', 'safety-data.enter'];

const mayResolve = (kind: Kind, access: Access, site: string) =>
  kind === 'alerts'
    ? access.mayAtSite('alert.acknowledge', site)
    : ENTERING.some((permission) => access.mayAtSite(permission, site));

/** What the study's rules raised: alerts for an investigator, deviations for the site. */
export function Notices({ kind, overview, access, site }: SafetyProps & { kind: Kind }) {
  const [status, setStatus] = useState<'open' | 'resolved'>('open');
  const query = useInfiniteQuery(noticesQuery(overview.study, kind, site, status));
  const empty = kind === 'alerts' ? t(`safety.noAlerts.${status}`) : t(`safety.noDeviations.${status}`);
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={t('safety.status')}
        value={status}
        onChange={(value) => setStatus(value as 'open' | 'resolved')}
        data={[
          { value: 'open', label: t('safety.statuses.open') },
          { value: 'resolved', label: t('safety.statuses.resolved') },
        ]}
        style={{ alignSelf: 'flex-start' }}
      />
      <Listing query={query} empty={empty}>
        {(notices) =>
          notices.map((notice) => (
            <Card
              key={notice.id}
              study={overview.study}
              kind={kind}
              notice={notice}
              zone={zoneOf(overview.sites, notice.site)}
              about={t('safety.about', { event: eventName(overview, notice.event), form: formName(overview, notice.form) })}
              mayResolve={mayResolve(kind, access, notice.site)}
            />
          ))
        }
      </Listing>
    </Stack>
  );
}

type CardProps = { study: string; kind: Kind; notice: Notice; zone: string; about: string; mayResolve: boolean };

function Card({ study, kind, notice, zone, about, mayResolve }: CardProps) {
  const [acting, setActing] = useState(false);
  const open = notice.status === 'open';
  return (
    <Stack className="panel" p="lg" gap="sm" component="article">
      <Group justify="space-between">
        <Title order={2} size="h4" className="tabular">
          {notice.subject}
        </Title>
        <Badge variant="light" size="lg" tt="none" color={open ? (kind === 'alerts' ? 'red' : 'orange') : 'gray'}>
          {t(`safety.statuses.${notice.status}`)}
        </Badge>
      </Group>
      <Text>{notice.text}</Text>
      <Text size="sm" className="quiet">
        <FormLink study={study} at={notice}>
          {about}
        </FormLink>
        {' · '}
        {t('safety.raised', { at: formatInstant(notice.raisedAt, zone) })}
      </Text>
      {notice.resolvedAt && (
        <Text>
          {t(kind === 'alerts' ? 'safety.acknowledgedBy' : 'safety.completedBy', {
            by: notice.resolvedBy ?? t('common.none'),
            at: formatInstant(notice.resolvedAt, zone),
          })}
          {notice.important !== null && notice.important !== undefined && (
            <> · {t(notice.important ? 'safety.isImportant' : 'safety.notImportant')}</>
          )}
          {notice.resolution && <>: {notice.resolution}</>}
        </Text>
      )}
      {open && mayResolve && !acting && (
        <Group>
          <Button size="sm" onClick={() => setActing(true)}>
            {t(kind === 'alerts' ? 'safety.acknowledge' : 'safety.complete')}
          </Button>
        </Group>
      )}
      {acting && <Resolve study={study} kind={kind} notice={notice.id} onDone={() => setActing(false)} />}
    </Stack>
  );
}
