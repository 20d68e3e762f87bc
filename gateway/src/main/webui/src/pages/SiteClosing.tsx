import { Alert, Button, Group, NativeSelect, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, newKey } from '../api/client';
import { NEXT_CLOSINGS, siteStandingQuery, type GroupStanding } from '../api/closing';
import { paths } from '../api/queries';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { siteOption } from '../components/SiteChoice';
import { ClosureBadge, StandingSteps } from '../components/Standing';
import { WithStudy, type InStudy } from '../components/WithStudy';
import { t, tCode } from '../i18n';
import { zoneOf } from '../sites';

/** Freezing and locking all of one site before the others. */
export function SiteClosing({ study }: { study: string }) {
  return <WithStudy study={study}>{(at) => (at.access.may('form.lock') ? <Closing {...at} /> : null)}</WithStudy>;
}

function Closing({ overview, sites }: InStudy) {
  const [site, setSite] = useState(sites[0]?.id ?? '');
  const standing = useQuery({ ...siteStandingQuery(overview.study, site), enabled: site !== '' });
  return (
    <Stack className="panel" p="lg" gap="sm" component="section" aria-label={t('lock.site')}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {t('lock.site')}
        </Title>
        {standing.data && <ClosureBadge state={standing.data.state} />}
      </Group>
      <Text>{t('lock.siteText')}</Text>
      <NativeSelect
        label={t('lock.siteChoice')}
        value={site}
        onChange={(e) => setSite(e.currentTarget.value)}
        data={sites.map(siteOption)}
        maw={360}
      />
      {standing.isPending && site !== '' && <Loading />}
      {standing.isError && <ProblemAlert error={standing.error} onRetry={() => void standing.refetch()} />}
      {standing.data && (
        <>
          <StandingSteps standing={standing.data} zone={zoneOf(overview.sites, site)} />
          <Steps key={site} study={overview.study} site={site} standing={standing.data} />
        </>
      )}
    </Stack>
  );
}

/** What may follow on the site's present state. */
function Steps({ study, site, standing }: { study: string; site: string; standing: GroupStanding }) {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const [reason, setReason] = useState('');
  const send = useMutation({
    mutationFn: async (action: string) => {
      const path = `${paths.study(study)}/sites/${encodeURIComponent(site)}/closure`;
      const body = { action, reason: reason.trim() };
      const answer = await call<GroupStanding>('POST', path, { body, headers: { 'Idempotency-Key': key } });
      return answer.data.state;
    },
    onSuccess: async () => {
      setReason('');
      await queries.invalidateQueries({ queryKey: ['study', study] });
    },
    onSettled: () => setKey(newKey()),
  });
  return (
    <>
      <Textarea
        label={t('review.reason')}
        maxLength={1000}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      {send.isError && <ProblemAlert error={send.error} />}
      {send.data && (
        <Alert color="green" role="status" variant="light">
          <Text c="dark.8">{t('lock.siteDone', { site, state: tCode('review.states', send.data) })}</Text>
        </Alert>
      )}
      <Group>
        {NEXT_CLOSINGS[standing.state].map((action) => (
          <Button
            key={action}
            variant="default"
            loading={send.isPending && send.variables === action}
            disabled={reason.trim() === '' || send.isPending}
            onClick={() => send.mutate(action)}
          >
            {tCode('review.acts', action)}
          </Button>
        ))}
      </Group>
    </>
  );
}
